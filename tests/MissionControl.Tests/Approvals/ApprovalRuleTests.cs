using MissionControl.Approvals;

namespace MissionControl.Tests.Approvals;

/// <summary>The arithmetic of the rules, vote by vote: a small letter approves, a capital rejects.</summary>
public sealed class ApprovalRuleTests
{
    public static TheoryData<ApprovalRule, int?, string, ApprovalStatus> Votes => new()
    {
        { ApprovalRule.Any, null, "", ApprovalStatus.Pending },
        { ApprovalRule.Any, null, "a", ApprovalStatus.Approved },
        { ApprovalRule.Any, null, "C", ApprovalStatus.Rejected },
        { ApprovalRule.All, null, "a", ApprovalStatus.Pending },
        { ApprovalRule.All, null, "ab", ApprovalStatus.Pending },
        { ApprovalRule.All, null, "abc", ApprovalStatus.Approved },
        { ApprovalRule.All, null, "cba", ApprovalStatus.Approved },
        { ApprovalRule.All, null, "A", ApprovalStatus.Rejected },
        { ApprovalRule.All, null, "abC", ApprovalStatus.Rejected },
        { ApprovalRule.Quorum, 1, "a", ApprovalStatus.Approved },
        { ApprovalRule.Quorum, 1, "AB", ApprovalStatus.Pending },
        { ApprovalRule.Quorum, 1, "ABC", ApprovalStatus.Rejected },
        { ApprovalRule.Quorum, 2, "a", ApprovalStatus.Pending },
        { ApprovalRule.Quorum, 2, "ab", ApprovalStatus.Approved },
        { ApprovalRule.Quorum, 2, "Ab", ApprovalStatus.Pending },
        { ApprovalRule.Quorum, 2, "aBc", ApprovalStatus.Approved },
        { ApprovalRule.Quorum, 2, "aBC", ApprovalStatus.Rejected },
        { ApprovalRule.Quorum, 2, "AB", ApprovalStatus.Rejected },
        { ApprovalRule.Quorum, 3, "A", ApprovalStatus.Rejected },
        { ApprovalRule.Quorum, 3, "abc", ApprovalStatus.Approved },
    };

    [Theory]
    [MemberData(nameof(Votes))]
    public async Task Record_AfterTheVotesOfThree_HasTheStatusOfItsRule(ApprovalRule rule, int? quorum, string votes, ApprovalStatus status)
    {
        await using var ballot = await Ballot.OpenAsync(rule, quorum, "a", "b", "c");

        foreach (var vote in votes)
        {
            await ballot.VoteAsync(char.ToLowerInvariant(vote).ToString(), char.IsAsciiLetterLower(vote));
        }

        Assert.Equal(status, (await ballot.ReadAsync()).Status);
    }

    [Theory]
    [InlineData("a", ApprovalStatus.Pending)]
    [InlineData("ax", ApprovalStatus.Approved)]
    [InlineData("x", ApprovalStatus.Pending)]
    [InlineData("X", ApprovalStatus.Rejected)]
    [InlineData("aX", ApprovalStatus.Rejected)]
    public async Task Record_WithAFurtherPart_NeedsBothAndIsRejectedByEither(string votes, ApprovalStatus status)
    {
        await using var ballot = await Ballot.OpenAsync(record => record with { Approvers = ["a", "b"], Also = [new ApprovalPart(["x", "y"])] });

        foreach (var vote in votes)
        {
            await ballot.VoteAsync(char.ToLowerInvariant(vote).ToString(), char.IsAsciiLetterLower(vote));
        }

        Assert.Equal(status, (await ballot.ReadAsync()).Status);
    }

    [Fact]
    public async Task Record_WhoseRequesterIsAmongAll_NeedsTheOthersOnly()
    {
        await using var ballot = await Ballot.OpenAsync(record => record with { Approvers = ["a", "b", "c"], Rule = ApprovalRule.All, RequestedBy = "B" });

        await ballot.VoteAsync("a");
        var last = await ballot.VoteAsync("c");

        Assert.Equal((VoteAnswer.Decided, ApprovalStatus.Approved), (last.Answer, last.Record!.Status));
    }
}

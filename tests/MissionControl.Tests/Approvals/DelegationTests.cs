using MissionControl.Approvals;

namespace MissionControl.Tests.Approvals;

public sealed class DelegationTests
{
    [Fact]
    public async Task Delegate_VotesForWhoDelegated_WhoVotesNoMore()
    {
        await using var ballot = await Ballot.OpenAsync(ApprovalRule.All, null, "ann", "bob");

        Assert.Equal(VoteAnswer.Delegated, (await ballot.DelegateAsync("ann", "carol")).Answer);
        var delegator = await ballot.VoteAsync("ann");
        var given = await ballot.VoteAsync("carol");
        var last = await ballot.VoteAsync("bob");

        Assert.Equal((VoteAnswer.NotAnApprover, VoteAnswer.Counted, VoteAnswer.Decided), (delegator.Answer, given.Answer, last.Answer));
        Assert.StartsWith("ann gave the vote to carol at 2026-", delegator.Detail, StringComparison.Ordinal);
        Assert.Equal(["ann", null], last.Record!.Votes.Select(vote => vote.For));
    }

    [Fact]
    public async Task Delegate_MayDelegateFurther_AndTheVoteStaysWhoseItWas()
    {
        await using var ballot = await Ballot.OpenAsync(ApprovalRule.Any, null, "ann");
        await ballot.DelegateAsync("ann", "bob");
        await ballot.DelegateAsync("bob", "carol");

        Assert.Equal(VoteAnswer.NotAnApprover, (await ballot.VoteAsync("bob")).Answer);
        Assert.Equal("ann", (await ballot.VoteAsync("carol")).Record!.Votes[0].For);
    }

    [Theory]
    [InlineData("ann", "ann", VoteAnswer.DelegationLoop)]
    [InlineData("ann", "Ann", VoteAnswer.DelegationLoop)]
    [InlineData("ann", "bob", VoteAnswer.DelegationLoop)]
    [InlineData("carol", "cecil", VoteAnswer.DelegationLoop)]
    [InlineData("carol", "bob", VoteAnswer.DelegationLoop)]
    [InlineData("cecil", "dan", VoteAnswer.NotAnApprover)]
    [InlineData("eve", "dan", VoteAnswer.NotAnApprover)]
    [InlineData("ann", "rob", VoteAnswer.SelfApproval)]
    [InlineData("rob", "dan", VoteAnswer.SelfApproval)]
    [InlineData("cecil", "carol", VoteAnswer.Repeated)]
    [InlineData("dave", "dan", VoteAnswer.Contradicted)]
    [InlineData("ann", "dan", VoteAnswer.Delegated)]
    public async Task Delegation_BetweenThese_IsAnsweredSo(string from, string to, VoteAnswer answer)
    {
        await using var ballot = await Ballot.OpenAsync(record => record with
        {
            Approvers = ["ann", "bob", "cecil", "dave", "rob"],
            Rule = ApprovalRule.All,
            RequestedBy = "rob",
        });
        await ballot.DelegateAsync("cecil", "carol");
        await ballot.VoteAsync("dave");

        Assert.Equal(answer, (await ballot.DelegateAsync(from, to)).Answer);
    }

    [Fact]
    public async Task Delegation_WhereNobodyIsNamed_HasNothingToGive()
    {
        await using var ballot = await Ballot.OpenAsync(record => record);

        Assert.Equal(VoteAnswer.NotAnApprover, (await ballot.DelegateAsync("ann", "bob")).Answer);
    }

    [Fact]
    public async Task Delegation_AfterTheDecision_IsRefused()
    {
        await using var ballot = await Ballot.OpenAsync(ApprovalRule.Any, null, "ann", "bob");
        await ballot.VoteAsync("ann");

        Assert.Equal(VoteAnswer.Contradicted, (await ballot.DelegateAsync("bob", "carol")).Answer);
    }

    [Fact]
    public async Task Delegation_IsToldToWhoGetsTheVoteAndIsInTheAuditList()
    {
        await using var ballot = await Ballot.OpenAsync(ApprovalRule.Any, null, "ann");

        await ballot.DelegateAsync("ann", "bob");
        await ballot.DelegateAsync("bob", "ann");

        var notice = Assert.Single((await ballot.ReadAsync()).Notices);
        Assert.Equal((ApprovalNoticeKind.Delegated, "bob"), (notice.Kind, Assert.Single(notice.Recipients)));
        Assert.Equal(["delegated to bob", "refused delegation_loop"], (await ballot.AuditAsync()).Select(entry => $"{Wire.Word(entry.Kind)} {entry.Detail!.Split(':')[0]}"));
    }
}

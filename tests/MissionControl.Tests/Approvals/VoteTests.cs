using MissionControl.Approvals;
using MissionControl.Assets;

namespace MissionControl.Tests.Approvals;

public sealed class VoteTests
{
    [Fact]
    public async Task SameVote_Again_IsAnsweredAsBeforeAndChangesNothing()
    {
        await using var ballot = await Ballot.OpenAsync(ApprovalRule.All, null, "ann", "bob");
        await ballot.VoteAsync("ann");
        var before = await ballot.ReadAsync();

        var again = await ballot.VoteAsync("ANN");

        Assert.Equal((VoteAnswer.Repeated, before.Version), (again.Answer, (await ballot.ReadAsync()).Version));
    }

    [Fact]
    public async Task OtherVote_OfTheSamePerson_IsRefusedWithTheFirst()
    {
        await using var ballot = await Ballot.OpenAsync(ApprovalRule.All, null, "ann", "bob");
        await ballot.VoteAsync("ann");

        var changed = await ballot.VoteAsync("ann", approve: false);

        Assert.Equal(VoteAnswer.Contradicted, changed.Answer);
        Assert.StartsWith("ann approved it at 2026-", changed.Detail, StringComparison.Ordinal);
        Assert.Single((await ballot.ReadAsync()).Votes);
    }

    [Fact]
    public async Task FirstVote_AfterTheDecision_IsRefusedNamingWhoAndWhen()
    {
        await using var ballot = await Ballot.OpenAsync(ApprovalRule.Any, null, "ann", "bob");
        await ballot.VoteAsync("ann");

        var late = await ballot.VoteAsync("bob");

        Assert.Equal((VoteAnswer.Contradicted, "ann"), (late.Answer, late.Record!.Decision!.By));
        Assert.Contains("approved by ann at 2026-", late.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vote_OfSomebodyElse_IsRefused()
    {
        await using var ballot = await Ballot.OpenAsync(ApprovalRule.Any, null, "ann");

        Assert.Equal(VoteAnswer.NotAnApprover, (await ballot.VoteAsync("eve")).Answer);
        Assert.True((await ballot.ReadAsync()).IsOpen);
    }

    [Fact]
    public async Task Vote_OnOnesOwnRun_IsRefusedWhereApproversAreNamed()
    {
        await using var ballot = await Ballot.OpenAsync(record => record with { Approvers = ["ann", "bob"], RequestedBy = "ann" });

        Assert.Equal(VoteAnswer.SelfApproval, (await ballot.VoteAsync("Ann")).Answer);
        Assert.True((await ballot.ReadAsync()).IsOpen);
    }

    [Fact]
    public async Task Vote_OnOnesOwnRun_CountsAndIsAuditedAsSelfWhereNobodyIsNamed()
    {
        await using var ballot = await Ballot.OpenAsync(record => record with { RequestedBy = "ann" });

        Assert.Equal(VoteAnswer.Decided, (await ballot.VoteAsync("ann")).Answer);
        Assert.Equal("approve, self", (await ballot.AuditAsync())[0].Detail);
    }

    [Theory]
    [InlineData(CommentNeed.Never, false, null, VoteAnswer.Decided)]
    [InlineData(CommentNeed.OnReject, true, null, VoteAnswer.Decided)]
    [InlineData(CommentNeed.OnReject, false, " ", VoteAnswer.CommentRequired)]
    [InlineData(CommentNeed.OnReject, false, "no", VoteAnswer.Decided)]
    [InlineData(CommentNeed.Always, true, null, VoteAnswer.CommentRequired)]
    [InlineData(CommentNeed.Always, true, "yes", VoteAnswer.Decided)]
    public async Task Vote_WhereACommentIsWanted_CountsOnlyWithOne(CommentNeed need, bool approve, string? comment, VoteAnswer answer)
    {
        await using var ballot = await Ballot.OpenAsync(record => record with { Comment = need });

        Assert.Equal(answer, (await ballot.VoteAsync("ann", approve, comment)).Answer);
    }

    [Theory]
    [InlineData("""{"city":"Rome"}""", VoteAnswer.Decided, null)]
    [InlineData("""{"count":3}""", VoteAnswer.Decided, null)]
    [InlineData("""{"count":"three"}""", VoteAnswer.NotEditable, "'count' is number")]
    [InlineData("""{"city":"Paris"}""", VoteAnswer.NotEditable, "use Rome, Oslo")]
    [InlineData("""{"city":null}""", VoteAnswer.NotEditable, "'city' is text")]
    [InlineData("""{"note":null}""", VoteAnswer.Decided, null)]
    [InlineData("""{"price":1}""", VoteAnswer.NotEditable, "'price' cannot be changed here; city, count, note can")]
    public async Task Vote_WithChangedInputs_CountsOnlyWhereTheyMayBeAndFit(string changes, VoteAnswer answer, string? detail)
    {
        await using var ballot = await Ballot.OpenAsync(record => record with
        {
            Editable =
            [
                new EditableInput("city", AssetType.Text) { AllowedValues = ["Rome", "Oslo"], Required = true },
                new EditableInput("count", AssetType.Number),
                new EditableInput("note", AssetType.Text),
            ],
        });

        var result = await ballot.VoteAsync("ann", changes: changes);

        Assert.Equal(answer, result.Answer);
        Assert.Contains(detail ?? "", result.Detail ?? "", StringComparison.Ordinal);
        Assert.Equal(answer == VoteAnswer.Decided, result.Record!.Decision?.Changes is not null);
    }

    [Fact]
    public async Task Vote_ForOtherInputsThanTheFirst_IsRefusedUntilItApprovesTheSame()
    {
        await using var ballot = await Ballot.OpenAsync(record => record with
        {
            Approvers = ["ann", "bob"],
            Rule = ApprovalRule.All,
            Editable = [new EditableInput("count", AssetType.Number)],
        });
        await ballot.VoteAsync("ann", changes: """{"count":3}""");

        var unseen = await ballot.VoteAsync("bob");
        var other = await ballot.VoteAsync("bob", changes: """{"count":4}""");
        var same = await ballot.VoteAsync("bob", changes: """{"count":3}""");

        Assert.Equal((VoteAnswer.NotEditable, VoteAnswer.NotEditable, VoteAnswer.Decided), (unseen.Answer, other.Answer, same.Answer));
        Assert.Contains("""ann approved with {"count":3}""", unseen.Detail, StringComparison.Ordinal);
        Assert.Equal(3, same.Record!.Decision!.Changes!["count"].GetInt32());
    }

    [Fact]
    public async Task Rejection_WithChangedInputs_IsRefused()
    {
        await using var ballot = await Ballot.OpenAsync(record => record with { Editable = [new EditableInput("count", AssetType.Number)] });

        Assert.Equal(VoteAnswer.NotEditable, (await ballot.VoteAsync("ann", approve: false, changes: """{"count":3}""")).Answer);
    }

    [Fact]
    public async Task Votes_OfEveryKind_AreInTheAuditListWithTheRefused()
    {
        await using var ballot = await Ballot.OpenAsync(ApprovalRule.All, null, "ann", "bob");
        await ballot.VoteAsync("ann");
        await ballot.VoteAsync("eve");
        await ballot.VoteAsync("ann", approve: false);
        await ballot.VoteAsync("bob");
        await ballot.VoteAsync("bob");

        Assert.Equal(
            ["voted ann", "refused eve", "refused ann", "voted bob", "decided bob"],
            (await ballot.AuditAsync()).Select(entry => $"{Wire.Word(entry.Kind)} {entry.By}"));
    }

    [Fact]
    public async Task Refusals_ThatFlood_AreCountedInOneEntryPerMinute()
    {
        await using var ballot = await Ballot.OpenAsync(ApprovalRule.Any, null, "ann");
        for (var i = 0; i < 100; i++)
        {
            await ballot.VoteAsync("eve");
        }

        ballot.Clock.Advance(TimeSpan.FromMinutes(1));
        await ballot.VoteAsync("eve");

        Assert.Equal([100, 1], (await ballot.AuditAsync()).Select(entry => entry.Count));
    }

    [Fact]
    public async Task Refusals_OfThousandsOfNames_AreCountedBeyondWhatIsKept()
    {
        await using var ballot = await Ballot.OpenAsync(ApprovalRule.Any, null, "ann");
        for (var i = 0; i < 2100; i++)
        {
            await ballot.VoteAsync($"eve{i}");
        }

        await ballot.VoteAsync("ann");
        var audit = await ballot.AuditAsync();

        Assert.Equal(2103, audit.Sum(entry => entry.Count) + 1);
        Assert.Equal(2003, audit.Count);
        Assert.Contains(audit, entry => entry is { Kind: ApprovalAuditKind.Voted, By: "ann" });
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    public async Task Vote_WithoutAName_IsNoVote(string by)
    {
        await using var ballot = await Ballot.OpenAsync(record => record);

        await Assert.ThrowsAsync<ArgumentException>(() => ballot.VoteAsync(by));
    }
}

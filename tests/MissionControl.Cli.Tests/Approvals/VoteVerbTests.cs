namespace MissionControl.Cli.Tests.Approvals;

public sealed class VoteVerbTests : IDisposable
{
    private const string Approval = "r1~hop~sum~1";

    private readonly MissionCli _cli = new();

    public VoteVerbTests() => _cli.Write("asked.json", Samples.CountWithApproval);

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Run_ThatWaitsForAPerson_SaysForWhatAndExitsWithThree()
    {
        var waiting = await _cli.RunAsync("run", "asked.json", "--run-id", "r1", "--json");

        Assert.Equal((3, "awaiting_approval"), (waiting.Code, waiting.Status));
        Assert.Contains($"mission approve {Approval}", waiting.Error, StringComparison.Ordinal);
        var approval = (await _cli.RunAsync("approvals", "--json")).Json[0]!.AsObject();
        Assert.All(["approval_id", "run_id", "subject", "status", "requested_at", "due"], member => Assert.True(approval.ContainsKey(member), member));
        Assert.Equal((Approval, "pending"), ((string)approval["approval_id"]!, (string)approval["status"]!));
    }

    [Fact]
    public async Task Approve_OfWhatARunWaitsFor_BringsTheRunToItsEnd()
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1");

        var approved = await _cli.RunAsync("approve", Approval, "--by", "ann", "--comment", "fine", "--json");

        Assert.Equal((0, "completed"), (approved.Code, approved.Status));
        Assert.DoesNotContain("waits for a person", approved.Error, StringComparison.Ordinal);
        var decision = (await _cli.RunAsync("approvals", "--all", "--json")).Json[0]!["decision"]!;
        Assert.Equal(("ann", "cli", "fine"), ((string)decision["by"]!, (string)decision["channel"]!, (string)decision["comment"]!));
    }

    [Fact]
    public async Task Reject_OfWhatARunWaitsFor_RejectsTheRunAsAsked()
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1");

        var rejected = await _cli.RunAsync("reject", Approval, "--by", "ann", "--comment", "too early", "--json");

        Assert.Equal((0, "rejected"), (rejected.Code, rejected.Status));
        Assert.Contains("too early", rejected.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await _cli.RunAsync("resume", "r1")).Code);
    }

    [Fact]
    public async Task Vote_CastAgain_IsAnsweredAsBefore()
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1");
        await _cli.RunAsync("approve", Approval, "--by", "ann");

        var again = await _cli.RunAsync("approve", Approval, "--by", "ann");

        Assert.Equal(0, again.Code);
        Assert.Contains("nothing changed", again.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reject", "ann")]
    [InlineData("approve", "bob")]
    public async Task Vote_AgainstADecision_NamesWhoDecidedAndWhen(string verb, string by)
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1");
        await _cli.RunAsync("approve", Approval, "--by", "ann");

        var late = await _cli.RunAsync(verb, Approval, "--by", by);

        Assert.Equal(1, late.Code);
        Assert.Matches("approved by ann at 20[0-9]{2}-", late.Error);
    }

    [Fact]
    public async Task Vote_OnAnUnknownApproval_NamesThoseThatWait()
    {
        Assert.Equal(2, (await _cli.RunAsync("approve", "nothing")).Code);
        Assert.False(File.Exists(_cli.HubFile));

        await _cli.RunAsync("run", "asked.json", "--run-id", "r1");
        var unknown = await _cli.RunAsync("approve", "r1~hop~sun~1");
        Assert.Equal(2, unknown.Code);
        Assert.Contains(Approval, unknown.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--by", "")]
    [InlineData("--by", "two\nlines")]
    [InlineData("--comment", null)]
    public async Task Vote_WithANameOrCommentThatIsNone_IsRefused(string option, string? value)
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1");

        Assert.Equal(2, (await _cli.RunAsync("approve", Approval, option, value ?? new string('x', 4001))).Code);
        Assert.Equal("pending", (string)(await _cli.RunAsync("approvals", "--json")).Json[0]!["status"]!);
    }

    [Fact]
    public async Task Vote_WithNoWait_IsRecordedAndTheRunGoesOnLater()
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1");

        var voted = await _cli.RunAsync("approve", Approval, "--no-wait");
        Assert.Equal(0, voted.Code);
        Assert.Equal("approved", (string)(await _cli.RunAsync("approvals", "--all", "--json")).Json[0]!["status"]!);

        Assert.Equal((0, "completed"), ((await _cli.RunAsync("resume", "r1")).Code, (await _cli.RunAsync("show", "r1", "--json")).Status));
    }
}

namespace MissionControl.Cli.Tests.Approvals;

/// <summary>People, quorum, delegation and changed inputs as a person at a terminal meets them.</summary>
public sealed class ApprovalVerbTests : IDisposable
{
    private const string Approval = "r1~step~sum~count~1";

    private readonly MissionCli _cli = new();

    public ApprovalVerbTests()
    {
        _cli.Write("asked.json", Samples.Count.Replace(
            "\"tool_name\": \"data_store_summarize\",",
            """
            "tool_name": "data_store_summarize", "editable": ["group_by"],
                "approval": { "approvers": ["group:leads", "carol"], "rule": "quorum", "quorum": 2, "due": "2d", "comment": "on_reject" },
            """,
            StringComparison.Ordinal));
        _cli.Write("people.json", """{ "groups": { "leads": ["ann", "bob"] } }""");
        _cli.Variables["MISSION_CONFIG"] = "people.json";
    }

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Approval_Shown_TellsEvidenceVotesAndEverybodyWhoLooked()
    {
        await StartAsync();
        await _cli.RunAsync("approve", Approval, "--by", "ann", "--comment", "fine with me");

        var shown = await _cli.RunAsync("approval", Approval, "--by", "eve");

        Assert.Equal(0, shown.Code);
        Assert.All(
            [
                "asked: 2 of ann, bob, carol", "group_by = kind  (can be changed)", "if rejected: The run is rejected and ends.",
                "if nobody decides: After P2D it expires, as if rejected.", "ann approved by cli: fine with me", "viewed by eve (cli)", "requested by tester",
            ],
            text => Assert.Contains(text, shown.Out, StringComparison.Ordinal));
        Assert.Contains($"mission approve {Approval} [--set group_by=VALUE]", shown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quorum_ReachedByTwo_BringsTheRunToItsEnd()
    {
        await StartAsync();

        var first = await _cli.RunAsync("approve", Approval, "--by", "ann", "--json");
        Assert.Equal((3, "awaiting_approval"), (first.Code, first.Status));
        Assert.Contains("the vote of ann counts; it still needs others: bob, carol.", first.Error, StringComparison.Ordinal);
        var last = await _cli.RunAsync("approve", Approval, "--by", "carol", "--json");

        Assert.Equal((0, "completed"), (last.Code, last.Status));
    }

    [Fact]
    public async Task Approve_WithAChangedInput_RunsTheStepWithIt()
    {
        await StartAsync();
        await _cli.RunAsync("approve", Approval, "--by", "ann", "--set", "group_by=nothing");

        var unseen = await _cli.RunAsync("approve", Approval, "--by", "bob");
        Assert.Equal(2, unseen.Code);
        Assert.Contains("""ann approved with {"group_by":"nothing"}: approve the same, or reject. Nothing changed.""", unseen.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await _cli.RunAsync("approve", Approval, "--by", "bob", "--set", "group_by=nothing")).Code);

        Assert.Contains("\"group_by\":\"nothing\"", (await _cli.RunAsync("approval", Approval, "--json")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delegate_GivesTheVoteAway()
    {
        await StartAsync();

        var given = await _cli.RunAsync("delegate", Approval, "--by", "ann", "--to", "dan");
        Assert.Equal(0, given.Code);
        Assert.Contains("dan votes in the place of ann.", given.Error, StringComparison.Ordinal);

        var late = await _cli.RunAsync("approve", Approval, "--by", "ann");
        Assert.Equal(2, late.Code);
        Assert.Contains("ann gave the vote to dan at 20", late.Error, StringComparison.Ordinal);
        Assert.Equal(3, (await _cli.RunAsync("approve", Approval, "--by", "dan")).Code);
    }

    [Theory]
    [InlineData("approve", "tester", 2, "tester started the run, and approvers are named")]
    [InlineData("approve", "eve", 2, "eve is not asked; ann, bob, carol can vote")]
    [InlineData("reject", "ann", 2, "A rejection here needs a comment")]
    public async Task Vote_ThatDoesNotCount_SaysWhyAndChangesNothing(string verb, string by, int code, string text)
    {
        await StartAsync();

        var refused = await _cli.RunAsync(verb, Approval, "--by", by);

        Assert.Equal(code, refused.Code);
        Assert.Contains(text, refused.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing changed.", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vote_Again_ChangesNothingAndIsFine_ButAnotherOneIsNot()
    {
        await StartAsync();
        await _cli.RunAsync("approve", Approval, "--by", "ann");

        Assert.Equal(0, (await _cli.RunAsync("approve", Approval, "--by", "ann")).Code);
        var other = await _cli.RunAsync("reject", Approval, "--by", "ann", "--comment", "no");

        Assert.Equal(1, other.Code);
        Assert.Matches("ann approved it at 20[0-9]{2}-", other.Error);
    }

    [Fact]
    public async Task Approvals_ForAPerson_AreThoseThatTheyCanDecide()
    {
        await StartAsync();
        await _cli.RunAsync("approve", Approval, "--by", "ann");

        Assert.Empty((await _cli.RunAsync("approvals", "--for", "ann", "--json")).Json.AsArray());
        Assert.Single((await _cli.RunAsync("approvals", "--for", "bob", "--json")).Json.AsArray());
        Assert.Contains("Nothing waits for eve.", (await _cli.RunAsync("approvals", "--for", "eve")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configuration_WithFaults_IsRefusedWithAllOfThem()
    {
        _cli.Write("people.json", """{ "group": {}, "approval_rules": [{ "approvers": ["group:nobody"] }] }""");

        var refused = await _cli.RunAsync("run", "asked.json", "--run-id", "r1");

        Assert.Equal(2, refused.Code);
        Assert.All(["Did you mean \"groups\"?", "neither tool nor cost_over_usd", "nobody is in \"group:nobody\""], text => Assert.Contains(text, refused.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Configuration_WithARuleForATool_AsksAboutIt()
    {
        _cli.Write("rules.json", """{ "approval_rules": [{ "tool": "data_store_update", "approvers": ["zoe"] }] }""");
        _cli.Write("count.json", Samples.Count);

        var waiting = await _cli.RunAsync("run", "count.json", "--run-id", "r2", "--config", "rules.json", "--json");

        Assert.Equal(3, waiting.Code);
        Assert.Contains("mission approval r2~step~write~put~1", waiting.Error, StringComparison.Ordinal);
    }

    private Task<CliResult> StartAsync() => _cli.RunAsync("run", "asked.json", "--run-id", "r1");
}

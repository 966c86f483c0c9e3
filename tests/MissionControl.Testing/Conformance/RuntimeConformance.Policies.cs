using System.Text.Json.Nodes;
using MissionControl.Approvals;
using MissionControl.Missions;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;
using Xunit;

namespace MissionControl.Testing.Conformance;

/// <summary>Several people, several levels, changed inputs, outputs, and the end of a run that asks.</summary>
public abstract partial class RuntimeConformance
{
    [ConformanceFact]
    public async Task Approval_ByQuorum_CountsVotesUntilItIsReached()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var stage = await StageAsync(echo);
        await stage.AskAsync(Guarded().With("approvals", JsonNode.Parse("""{"approvers": ["ann", "bob", "carol"], "quorum": 2}""")));

        var votes = new List<VoteAnswer>();
        foreach (var (by, approve) in new[] { ("ann", false), ("bob", true), ("bob", true), ("eve", true), ("carol", true), ("ann", true) })
        {
            votes.Add((await stage.VoteAsync("hop~a~1", approve, by: by)).Answer);
        }

        Assert.Equal([VoteAnswer.Counted, VoteAnswer.Counted, VoteAnswer.Repeated, VoteAnswer.NotAnApprover, VoteAnswer.Decided, VoteAnswer.Contradicted], votes);
        Assert.Equal(RunStatus.Completed, (await stage.EndAsync()).Status);
        Assert.Single(echo.Calls);
        Assert.Equal(
            ["requested", "voted", "voted", "refused", "voted", "decided", "refused"],
            (await stage.Runtime.Stores.Approvals.ReadAuditAsync("r1~hop~a~1", CancellationToken.None)).Select(entry => Wire.Word(entry.Kind)));
    }

    [ConformanceFact(RuntimeNeeds.VirtualTime)]
    public async Task Approval_EscalatedByItsDeadlines_IsDecidedByTheLastLevel()
    {
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"));
        await stage.AskAsync(Guarded().With("approvals", JsonNode.Parse(
            """{"approvers": ["ann"], "due": "2d", "remind_after": "1d", "on_timeout": "escalate", "escalate_to": [{"approvers": ["bob"]}, {"approvers": ["carol"]}]}""")));

        await stage.Runtime.ElapseAsync(TimeSpan.FromDays(2));
        await stage.Runtime.ElapseAsync(TimeSpan.FromDays(2));
        var record = (await stage.OpenApprovalsAsync())[0];
        await stage.VoteAsync("hop~a~1", approve: true, by: "carol");

        Assert.Equal((ApprovalStatus.Escalated, 2), (record.Status, record.Level));
        Assert.Equal(RunStatus.Completed, (await stage.EndAsync()).Status);
    }

    [ConformanceFact]
    public async Task Approval_WithAChangedInput_RunsTheStepWithIt()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var stage = await StageAsync(echo);
        await stage.AskAsync(TestMission.Create().Input("x", "asked").Hop("a", hop => hop.Reads("x").Step("echo", step =>
        {
            step["requires_human_approval"] = true;
            step["editable"] = new JsonArray("value");
        })));

        await stage.VoteAsync("step~a~step1~1", approve: true, changes: """{"value": "changed"}""");

        Assert.Equal(RunStatus.Completed, (await stage.EndAsync()).Status);
        Assert.Equal("changed", Assert.Single(echo.Calls).Input["value"]!.GetValue<string>());
    }

    [ConformanceFact]
    public async Task Output_ThatNeedsApproval_HoldsTheRunUntilItIsGiven()
    {
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"));
        await stage.AskAsync(TestMission.Create().With("approvals", JsonNode.Parse("""{"outputs": ["y"]}""")).Input("x", "v").Hop("a", hop => hop.Reads("x").Step("echo").Writes("y")).Output("y"));

        await stage.VoteAsync("output~y~1", approve: true);

        Assert.Equal(RunStatus.Completed, (await stage.EndAsync()).Status);
    }

    [ConformanceFact]
    public async Task Terminated_WhileSomebodyIsAsked_CancelsTheApprovalWithAuditAndNotice()
    {
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"));
        await stage.AskAsync(Guarded());

        await stage.Runtime.Missions.TerminateAsync("r1", "ann", null, CancellationToken.None);
        await stage.EndAsync();
        var record = (await stage.Runtime.Stores.Approvals.GetAsync("r1~hop~a~1", CancellationToken.None))!;

        Assert.Equal(ApprovalStatus.Cancelled, record.Status);
        Assert.Equal(ApprovalNoticeKind.Cancelled, record.Notices[^1].Kind);
        Assert.Equal(ApprovalAuditKind.Cancelled, (await stage.Runtime.Stores.Approvals.ReadAuditAsync("r1~hop~a~1", CancellationToken.None))[^1].Kind);
        Assert.Equal(VoteAnswer.Closed, (await stage.VoteAsync("hop~a~1", approve: true)).Answer);
    }
}

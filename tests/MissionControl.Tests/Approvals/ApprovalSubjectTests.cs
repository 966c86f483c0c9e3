using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Approvals;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;

namespace MissionControl.Tests.Approvals;

/// <summary>Outputs, changed inputs, and what the end of a run and a retry make of approvals.</summary>
public sealed class ApprovalSubjectTests
{
    [Fact]
    public async Task Output_IsAskedAboutOnceItExistsAndBeforeTheRunCompletes()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));

        var waiting = await host.RunAsync(Outputs("y"), "r1");
        Assert.Equal(RunStatus.AwaitingApproval, waiting.Status);
        Assert.Equal(["r1~output~y~1"], waiting.Progress!.Awaiting);
        Assert.Equal("v", (await host.ApprovalAsync("r1~output~y~1")).Evidence!.Inputs[0].Shown);
        await host.VoteAsync("r1~output~y~1", approve: true);

        Assert.Equal(RunStatus.Completed, (await host.GetAsync("r1")).Status);
    }

    [Fact]
    public async Task Output_ThatIsRejected_RejectsTheRunAndCancelsTheOthers()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        await host.RunAsync(Outputs("y", "z"), "r1");

        await host.VoteAsync("r1~output~y~1", approve: false, comment: "wrong figures");

        var run = await host.GetAsync("r1");
        Assert.Equal((RunStatus.Rejected, "Output 'y' was rejected by tester: wrong figures"), (run.Status, Assert.Single(run.Result!.Errors).Message));
        Assert.Equal(ApprovalStatus.Cancelled, (await host.ApprovalAsync("r1~output~z~1")).Status);
    }

    [Fact]
    public async Task Output_ApprovedBeforeTheRunFailed_IsNotAskedAboutAgain()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        await host.RunAsync(Outputs("y", "z").With("timeout", "1h"), "r1");
        await host.VoteAsync("r1~output~y~1", approve: true);
        await host.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(RunStatus.Failed, (await host.GetAsync("r1")).Status);

        await host.RetryAsync("r1");

        Assert.Equal(["r1~r1~output~z~1"], (await host.OpenApprovalsAsync("r1")).Select(approval => approval.ApprovalId));
        await host.VoteAsync("r1~r1~output~z~1", approve: true);
        Assert.Equal(RunStatus.Completed, (await host.GetAsync("r1")).Status);
    }

    [Fact]
    public async Task Step_ApprovedWithAChangedInput_RunsWithItAndTheHistoryAndTheAuditTellIt()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var host = await MissionHost.StartAsync(echo);
        await host.RunAsync(Editable(), "r1");

        await host.VoteAsync("r1~step~a~step1~1", approve: true, by: "ann", changes: Changes());

        Assert.Equal("changed", Assert.Single(echo.Calls).Input["value"]!.GetValue<string>());
        Assert.Contains("\"changes\":{\"value\":\"changed\"}", (await host.HistoryTextAsync("r1")).Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(ApprovalAuditKind.ChangedInputs, await host.AuditAsync("r1~step~a~step1~1"));
    }

    [Fact]
    public async Task Step_ApprovedWithAChangedInput_IsRetriedWithItToo()
    {
        var flaky = ScriptedTool.FailingFirst("echo", 1);
        await using var host = await MissionHost.StartAsync(flaky);
        await host.RunAsync(Editable(), "r1");
        await host.VoteAsync("r1~step~a~step1~1", approve: true, changes: Changes());
        Assert.Equal(RunStatus.Failed, (await host.GetAsync("r1")).Status);

        await host.RetryAsync("r1");

        Assert.Equal(RunStatus.Completed, (await host.GetAsync("r1")).Status);
        Assert.Equal(["changed", "changed"], flaky.Calls.Select(call => call.Input["value"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rejection_BesideAFailure_StaysARejectionAndCannotBeRetried(bool rejectedFirst)
    {
        var gate = new TaskCompletionSource();
        var breaks = new ScriptedTool("breaks", async (_, context) =>
        {
            await gate.Task.WaitAsync(context.CancellationToken);
            throw new InvalidOperationException("broken");
        });
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"), breaks);
        await host.StartRunAsync(TestMission.Create().Hop("asks", hop => hop.Step("echo").Approval()).Hop("breaks", hop => hop.Step("breaks")), "r1", untilIdle: false);
        await host.UntilAsync(async () => (await host.OpenApprovalsAsync("r1")).Count == 1);
        await host.UntilHistoryAsync("r1", "task_scheduled");

        if (rejectedFirst)
        {
            var vote = new ApprovalVote("r1~hop~asks~1", false, "ann", "test", null);
            await vote.CastAsync(host.Approvals, host.Clock, CancellationToken.None);
            await host.UntilHistoryAsync("r1", "sub_orchestration_instance_completed");
        }

        gate.SetResult();
        await host.IdleAsync();

        var run = await host.GetAsync("r1");
        Assert.Equal(rejectedFirst ? RunStatus.Rejected : RunStatus.Failed, run.Status);
        Assert.Equal(rejectedFirst ? 2 : 1, run.Result!.Errors.Count);
        Assert.Equal(rejectedFirst ? ApprovalStatus.Rejected : ApprovalStatus.Cancelled, (await host.ApprovalAsync("r1~hop~asks~1")).Status);
    }

    [Fact]
    public async Task Run_ThatIsTerminated_CancelsWhatItAskedAndTellsSo()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("echo").With("approval", JsonNode.Parse("""{"approvers": ["ann"]}"""))), "r1", by: "rob");

        await host.TerminateAsync("r1");

        var approval = await host.ApprovalAsync("r1~hop~a~1");
        Assert.Equal(ApprovalStatus.Cancelled, approval.Status);
        Assert.Equal(["requested", "cancelled"], approval.Notices.Select(notice => Wire.Word(notice.Kind)));
        Assert.Equal(["ann", "rob"], approval.Notices[^1].Recipients);
        Assert.Equal([ApprovalAuditKind.Requested, ApprovalAuditKind.Cancelled], await host.AuditAsync("r1~hop~a~1"));
        Assert.Equal(VoteAnswer.Closed, (await host.VoteAsync("r1~hop~a~1", approve: true, by: "ann")).Answer);
    }

    [Fact]
    public async Task Hop_WhoseApprovalIsTerminated_FailsAndKeepsWhatItDid()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var host = await MissionHost.StartAsync(echo);
        await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("echo").Step("echo", step => step["requires_human_approval"] = true)), "r1");

        await host.TerminateInstanceAsync((await host.ApprovalAsync("r1~step~a~step2~1")).InstanceId);

        var failed = await host.GetAsync("r1");
        Assert.Equal((RunStatus.Failed, HopErrors.ApprovalFailed), (failed.Status, failed.Result!.Errors[0].ErrorType));
        Assert.Equal(ApprovalStatus.Cancelled, (await host.ApprovalAsync("r1~step~a~step2~1")).Status);
        await host.RetryAsync("r1");
        await host.VoteAsync("r1~r1~step~a~step2~1", approve: true);
        Assert.Equal(RunStatus.Completed, (await host.GetAsync("r1")).Status);
        Assert.Equal(2, echo.Calls.Count);
    }

    private static Dictionary<string, JsonElement> Changes() => new() { ["value"] = JsonSerializer.SerializeToElement("changed") };

    private static TestMission Editable() => TestMission.Create().Input("x", "asked").Hop("a", hop => hop.Reads("x").Step("echo", step =>
    {
        step["requires_human_approval"] = true;
        step["editable"] = new JsonArray("value");
    }));

    private static TestMission Outputs(params string[] asked)
    {
        var mission = TestMission.Create().With("approvals", new JsonObject { ["outputs"] = new JsonArray([.. asked.Select(one => (JsonNode)one)]) }).Input("x", "v");
        foreach (var output in asked)
        {
            mission.Hop($"hop-{output}", hop => hop.Reads("x").Step("echo").Writes(output)).Output(output);
        }

        return mission;
    }
}

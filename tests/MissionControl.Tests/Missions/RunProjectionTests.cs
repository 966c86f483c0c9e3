using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Runtime.History;
using MissionControl.Steps;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;

namespace MissionControl.Tests.Missions;

public sealed class RunProjectionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Projection_OfACompletedRun_TellsWhatItsResultTells()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("tell"));
        var run = await host.RunAsync(TwoHops());

        var view = Project(run, await host.HistoryAsync(run.RunId)).Tell(Now);

        Assert.Equal(RunStatus.Completed, view.Status);
        Assert.Equal(Wire.Serialize(run.Result!.Hops), Wire.Serialize(view.Hops.Select(hop => hop.Result)));
    }

    [Fact]
    public async Task Projection_OfEveryPrefixOfAHistory_NeverTakesACompletedStepBack()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("tell"));
        var run = await host.RunAsync(TwoHops());
        var histories = await host.HistoryAsync(run.RunId);
        var projection = new RunProjection(run.RunId);
        var completed = 0;

        foreach (var (instance, number, happened) in InOrder(histories))
        {
            projection.Apply(instance, number, happened);
            var now = projection.Tell(Now).Hops.Sum(hop => hop.Result.Steps.Count(step => step.Status == StepStatus.Completed));
            Assert.InRange(now, completed, 2);
            completed = now;
        }

        Assert.Equal(2, completed);
    }

    [Fact]
    public async Task Projection_ToldAnEventAgain_StaysAsItWas()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("tell"), ScriptedTool.Failing("luck"));
        var run = await host.RunAsync(TwoHops(second => second.Approval().Retry(2, "1h"), tool: "luck"));
        await host.AdvanceAsync(TimeSpan.FromMinutes(5));
        await host.VoteAsync($"{run.RunId}~hop~b~1", approve: true);
        var histories = await host.HistoryAsync(run.RunId);
        var projection = Project(run, histories);
        var before = Wire.Serialize(projection.Tell(Now));

        Assert.All(histories, projection.Apply);

        Assert.Equal(5, projection.Tell(Now).Hops[1].Result.HumanDelayMinutes);
        Assert.Equal(before, Wire.Serialize(projection.Tell(Now)));
    }

    [Fact]
    public async Task Projection_OfAWaitingRun_NamesHopAndApproval()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("tell"));
        var run = await host.RunAsync(TwoHops(second => second.Approval()));

        var view = Project(run, await host.HistoryAsync(run.RunId)).Tell(Now);

        Assert.Equal((RunStatus.AwaitingApproval, HopStatus.AwaitingApproval), (view.Status, view.Hops[1].Result.Status));
        Assert.Equal([$"{run.RunId}~hop~b~1"], view.Awaiting);
        Assert.Equal(view.Awaiting[0], view.Hops[1].AwaitedApproval);
    }

    [Fact]
    public async Task Projection_BetweenTwoAttempts_TellsWhenTheNextBegins()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Failing("tell"));
        var run = await host.RunAsync(TwoHops(retry: 3));

        var hop = Project(run, await host.HistoryAsync(run.RunId)).Tell(Now).Hops[0];

        Assert.Equal((HopStatus.Running, StepStatus.Failed, 1), (hop.Result.Status, hop.Result.Steps[0].Status, hop.Result.Attempts));
        Assert.Equal(hop.Result.Steps[0].CompletedAt + TimeSpan.FromMinutes(1), hop.RetryAt);
    }

    [Fact]
    public async Task Projection_OfARetriedRun_KeepsWhatWasCompletedAndCountsAttemptsOn()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("tell"), ScriptedTool.FailingFirst("luck", 1));
        var run = await host.RunAsync(TwoHops(tool: "luck"));
        Assert.Equal(RunStatus.Failed, run.Status);

        run = await host.RetryAsync(run.RunId);
        var view = Project(run, await host.HistoryAsync(run.RunId)).Tell(Now);

        Assert.Equal((RunStatus.Completed, $"{run.RunId}~r1"), (view.Status, view.ExecutionId));
        Assert.Equal([1, 2], view.Hops.Select(hop => hop.Result.Attempts));
    }

    [Fact]
    public async Task Projection_OfAHopThatLostItsInput_ShowsItSkippedWhileTheRunGoesOn()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("tell"), ScriptedTool.Failing("luck"));
        var run = await host.RunAsync(TestMission.Create()
            .Input("in", "x")
            .Hop("a", hop => hop.Reads("in").Step("luck").Writes("mid").With("on_failure", "skip"))
            .Hop("b", hop => hop.Reads("mid").Step("tell").Writes("end"))
            .Hop("c", hop => hop.Reads("in").Step("tell").Writes("other").Approval()));

        var hops = Project(run, await host.HistoryAsync(run.RunId)).Tell(Now).Hops;

        Assert.Equal([HopStatus.Skipped, HopStatus.Skipped, HopStatus.AwaitingApproval], hops.Select(hop => hop.Result.Status));
        Assert.Contains("its input 'mid' was not made because hop 'a' was skipped", hops[1].Result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Projection_OfATerminatedRun_ShowsNothingUnderWay()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("tell"));
        var run = await host.RunAsync(TwoHops(second => second.Document["steps"]![0]!["requires_human_approval"] = true));
        await host.TerminateAsync(run.RunId);
        run = await host.GetAsync(run.RunId);

        var hop = RunProjection.Read(run, await host.HistoryAsync(run.RunId), Now).Hops[1].Result;

        Assert.Equal((HopStatus.Terminated, StepStatus.Terminated), (hop.Status, hop.Steps[0].Status));
    }

    [Fact]
    public async Task Projection_OfHistoriesThatLackTheInputsOfTasks_TellsTheSame()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("tell"), ScriptedTool.FailingFirst("luck", 3));
        var run = await host.RunAsync(TwoHops(second => second.Retry(2, "1h"), tool: "luck"));
        await AssertTheSameAsync(host, run);
        await host.AdvanceAsync(TimeSpan.FromHours(1));
        await AssertTheSameAsync(host, await host.GetAsync(run.RunId));
        run = await host.RetryAsync(run.RunId);
        await AssertTheSameAsync(host, run);

        await host.AdvanceAsync(TimeSpan.FromHours(1));
        run = await host.GetAsync(run.RunId);
        await AssertTheSameAsync(host, run);
        Assert.Equal((RunStatus.Completed, 4), (run.Status, run.Result!.Hops[1].Attempts));
    }

    [Fact]
    public async Task Projection_OfAnAttemptThatWasInterrupted_CountsItOnce()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("tell"));
        var run = await host.RunAsync(TwoHops());
        var histories = await host.HistoryAsync(run.RunId);
        var interrupted = histories.Select(history => history with { Events = [.. history.Events.SelectMany(AskedTwice)] }).ToList();

        Assert.Equal(Wire.Serialize(Project(run, histories).Tell(Now)), Wire.Serialize(Project(run, interrupted).Tell(Now)));
    }

    [Fact]
    public async Task Projection_OfARunThatRecordsItselfByAnActivity_KnowsThePlanByItsName()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("tell"));
        var run = await host.RunAsync(TwoHops());
        var histories = await host.HistoryAsync(run.RunId);
        List<HistoryEvent> notice = [new TaskScheduled(100, TaskNames.RecordRun, null), new TaskCompleted(100, "true")];
        var noticed = histories.Select((history, i) => i > 0 ? history : history with { Events = [history.Events[0], .. notice, .. history.Events.Skip(1)] }).ToList();

        Assert.Equal(Wire.Serialize(Project(run, histories).Tell(Now)), Wire.Serialize(Project(run, noticed).Tell(Now)));
    }

    private static IEnumerable<HistoryEvent> AskedTwice(HistoryEvent happened) => happened is TaskScheduled { Name: TaskNames.RunStep } task
        ? [task with { TaskId = task.TaskId + 100, Input = null }, new TaskFailed(task.TaskId + 100, new FailureDetails(FailureDetails.Interrupted, "The worker has gone.")), task with { Input = null }]
        : [happened];

    private static async Task AssertTheSameAsync(MissionHost host, RunRecord run)
    {
        var histories = await host.HistoryAsync(run.RunId);
        var lacking = histories.Select(history => history with { Events = [.. history.Events.Select(one => one is TaskScheduled task ? task with { Input = null } : one)] }).ToList();

        Assert.Equal(Wire.Serialize(Project(run, histories).Tell(Now)), Wire.Serialize(Project(run, lacking).Tell(Now)));
    }

    private static RunProjection Project(RunRecord run, IReadOnlyList<InstanceHistory> histories)
    {
        var projection = new RunProjection(run.RunId);
        foreach (var history in histories)
        {
            projection.Apply(history);
        }

        return projection;
    }

    /// <summary>As a feed of committed events brings them: by the time of their turn.</summary>
    private static IEnumerable<(string Instance, long Number, HistoryEvent Happened)> InOrder(IReadOnlyList<InstanceHistory> histories) => histories
        .SelectMany(history =>
        {
            var at = DateTimeOffset.MinValue;
            return history.Events.Select((happened, i) => (history.InstanceId, Number: (long)i + 1, happened, At: at = happened is OrchestratorStarted turn ? turn.At : at)).ToList();
        })
        .OrderBy(one => one.At)
        .Select(one => (one.InstanceId, one.Number, one.happened));

    private static TestMission TwoHops(Action<TestHop>? second = null, int retry = 1, string tool = "tell") => TestMission.Create()
        .Input("in", "x")
        .Output("end")
        .Hop("a", hop => hop.Reads("in").Step("tell").Writes("mid").Retry(retry, "1m"))
        .Hop("b", hop =>
        {
            hop.Reads("mid").Step(tool).Writes("end");
            second?.Invoke(hop);
        });
}

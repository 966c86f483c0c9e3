using MissionControl.Embedded;
using MissionControl.Runtime;
using MissionControl.Runtime.History;
using Xunit;

namespace MissionControl.Testing.Conformance;

/// <summary>Code that runs again from its history.</summary>
public abstract partial class RuntimeConformance
{
    [ConformanceFact(RuntimeNeeds.Crash)]
    public async Task RebuiltCode_SeesTheSameTimeAndTheSameGuids()
    {
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var runtime = await StartAsync(Code.AddActivity("echo", ScriptedActivity.Echo()).Orchestrator("ids", async context =>
        {
            var first = $"{context.CurrentUtcDateTime:O} {context.NewGuid()} {context.NewGuid()}";
            seen.Enqueue(first);
            await context.CallActivityAsync<int>("echo", 1);
            context.SetCustomStatus("waits");
            await context.WaitForExternalEvent<object?>("go");
            return context.IsReplaying;
        }));
        await runtime.ScheduleAsync("ids", null, "a");
        await runtime.TellsAsync("a", "waits");

        await runtime.CrashAsync();
        await runtime.RaiseEventAsync("a", "go", null);
        var replaying = (await runtime.EndAsync("a")).ReadOutput<bool>();

        Assert.True(seen.Count > 1);
        Assert.Single(seen.Distinct());
        Assert.False(replaying);
    }

    [ConformanceFact(RuntimeNeeds.Crash | RuntimeNeeds.Replay)]
    public async Task ChangedCode_StopsTheInstanceAndLeavesItsHistoryAsItWas()
    {
        await using var runtime = await StartAsync(Charging("charge"));
        await runtime.ScheduleAsync("pay", null, "a");
        await runtime.TellsAsync("a", "paid");
        var before = await runtime.ReadHistoryAsync("a");

        await runtime.CrashAsync(Charging("refund"));
        await runtime.RaiseEventAsync("a", "go", "ann");
        await runtime.UntilAsync(async () => (await runtime.GetAsync("a"))!.State == OrchestrationState.Stopped, "the instance stops");

        var error = (await runtime.GetAsync("a"))!.Failure!;
        Assert.Equal(nameof(NonDeterminismException), error.ErrorType);
        Assert.Contains("recorded activity 'charge' (task 1), the code asked for activity 'refund' (task 1)", error.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(before, await runtime.ReadHistoryAsync("a"));
    }

    [ConformanceFact(RuntimeNeeds.Crash)]
    public async Task ChangedCode_ThatFitsAgain_GoesOnWhenItIsResumed()
    {
        await using var runtime = await StartAsync(Charging("charge"));
        await runtime.ScheduleAsync("pay", null, "a");
        await runtime.TellsAsync("a", "paid");
        await runtime.CrashAsync(Charging("refund"));
        await runtime.RaiseEventAsync("a", "go", "ann");
        await runtime.UntilAsync(async () => (await runtime.GetAsync("a"))!.State == OrchestrationState.Stopped, "the instance stops");

        await runtime.CrashAsync(Charging("charge"));
        await runtime.ResumeAsync("a");

        Assert.Equal("charge ann", (await runtime.EndAsync("a")).ReadOutput<string>());
    }

    [ConformanceFact(RuntimeNeeds.Crash)]
    public async Task ChangedCode_ThatBranchesOnTheVersion_GoesOn()
    {
        await using var runtime = await StartAsync(Charging("charge"), version: "1");
        await runtime.ScheduleAsync("pay", null, "a");
        await runtime.TellsAsync("a", "paid");

        await runtime.CrashAsync(Code.AddActivity("charge", ScriptedActivity.Echo()).Orchestrator("pay", async context =>
        {
            var paid = await context.CallActivityAsync<string>(context.Version == "1" ? "charge" : "refund", null);
            return $"{paid}, {await context.WaitForExternalEvent<string>("go")}";
        }));
        await runtime.RaiseEventAsync("a", "go", "ann");

        Assert.Equal("charge, ann", (await runtime.EndAsync("a")).ReadOutput<string>());
    }

    [ConformanceFact(RuntimeNeeds.Replay)]
    public async Task History_OfAnExecution_HoldsEveryDecisionAndAnswerInOrder()
    {
        await using var runtime = await StartAsync(Charging("charge"));
        await runtime.ScheduleAsync("pay", null, "a");
        await runtime.TellsAsync("a", "paid");
        await runtime.RaiseEventAsync("a", "go", "ann", "e-1");
        await runtime.EndAsync("a");

        var history = await runtime.ReadHistoryAsync("a");

        Assert.Equal(
            [
                nameof(ExecutionStarted), nameof(OrchestratorStarted), nameof(TaskScheduled),
                nameof(OrchestratorStarted), nameof(TaskCompleted),
                nameof(OrchestratorStarted), nameof(EventRaised), nameof(ExecutionCompleted),
            ],
            history.Select(happened => happened.GetType().Name));
        Assert.Equal(new TaskScheduled(1, "charge", null), history[2]);
        Assert.Equal(new EventRaised("go", "\"ann\"", "e-1"), history[6]);
    }

    private static OrchestrationRegistry Charging(string activity) => Code
        .AddActivity(activity, new ScriptedActivity((context, _) => Task.FromResult<string?>($"\"{context.Name}\"")))
        .Orchestrator("pay", async context =>
        {
            var paid = await context.CallActivityAsync<string>(activity, null);
            context.SetCustomStatus("paid");
            return $"{paid} {await context.WaitForExternalEvent<string>("go")}";
        });
}

using MissionControl.Embedded.Replaying;
using MissionControl.Runtime;
using MissionControl.Runtime.History;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Replaying;

public sealed class HistoryReplayerTests
{
    private static readonly string Recorded = Repository.PathTo("tests", "MissionControl.Embedded.Tests", "Histories");

    [Fact]
    public async Task ChangedCode_AgainstItsHistory_IsNamedWithEventFileAndLine()
    {
        var history = await RecordAsync(Paying("charge"));

        var divergence = new HistoryReplayer(Paying("refund")).FindDivergence(history)!;

        Assert.Equal(("a", 3L), (divergence.InstanceId, divergence.EventNumber));
        Assert.Equal(("activity 'charge' (task 1)", "activity 'refund' (task 1)"), (divergence.Recorded, divergence.AskedFor));
        Assert.Equal(nameof(HistoryReplayerTests) + ".cs", Path.GetFileName(divergence.Place!.File));
        Assert.Contains("CallActivityAsync<string>(activity", Line(divergence.Place), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CodeThatEndsEarly_IsNamedWithItsLastCall()
    {
        var history = await RecordAsync(Paying("charge"));
        var hasty = new OrchestrationRegistry().Orchestrator("pay", async context => await context.CallActivityAsync<string>("charge", null));

        var divergence = new HistoryReplayer(hasty).FindDivergence(history)!;

        Assert.Equal((6L, "a timer (task 2)", "to complete"), (divergence.EventNumber, divergence.Recorded, divergence.AskedFor));
        Assert.Contains("var hasty", Line(divergence.Place!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CodeThatThrows_IsNamedWithItsError()
    {
        var history = await RecordAsync(Paying("charge"));
        var broken = new OrchestrationRegistry().Orchestrator("pay", _ => throw new InvalidDataException("bug"));

        var divergence = new HistoryReplayer(broken).FindDivergence(history)!;

        Assert.Equal((3L, "to fail (InvalidDataException: bug)", null), (divergence.EventNumber, divergence.AskedFor, divergence.Place));
    }

    [Fact]
    public async Task OrchestratorThatIsGone_IsNamed()
    {
        var history = await RecordAsync(Paying("charge"));

        var divergence = new HistoryReplayer(new OrchestrationRegistry()).FindDivergence(history)!;

        Assert.Equal((1L, "orchestrator 'pay'"), (divergence.EventNumber, divergence.Recorded));
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task History_CutOffAfterAnyTurn_Fits(int turns)
    {
        var whole = await RecordAsync(Paying("charge"));
        var end = whole.Events.Select((happened, i) => (happened, i)).Where(one => one.happened is OrchestratorStarted).Select(one => one.i).Append(whole.Events.Count).ElementAt(turns);

        Assert.Null(new HistoryReplayer(Paying("charge")).FindDivergence(whole with { Events = [.. whole.Events.Take(end)] }));
    }

    public static TheoryData<int> Cuts => [0, 1, 2, 3, 4];

    [Fact]
    public async Task TerminatedInstance_Fits()
    {
        await using var test = await TestRuntime.StartAsync(Paying("charge"));
        await test.Orchestrations.ScheduleAsync("pay", null, "a");
        await test.WhenIdleAsync();
        await test.Orchestrations.TerminateAsync("a");

        Assert.Null(new HistoryReplayer(Paying("charge")).FindDivergence(test.Orchestrations.ReadHistory("a")!));
    }

    /// <summary>Every decision that is dropped from a recorded history is missed: at its place, or before it where an answer lost its question.</summary>
    [Theory]
    [InlineData("plain-run.json")]
    [InlineData("reroute-after-rejection.json")]
    [InlineData("failed-then-retried.json")]
    [InlineData("run-timeout.json")]
    public void History_WithADroppedDecision_Diverges(string file)
    {
        var document = HistoryDocument.Read(File.ReadAllBytes(Path.Combine(Recorded, file)), file);
        var replayer = new HistoryReplayer(new OrchestrationRegistry().AddMissionOrchestrators());
        var tried = 0;
        foreach (var instance in document.Instances)
        {
            foreach (var (decision, i) in instance.Events.Select((happened, i) => (happened, i)).Where(one => IsDecision(one.happened)))
            {
                var damaged = instance with { Events = [.. instance.Events.Take(i), .. instance.Events.Skip(i + 1)] };
                Assert.True(replayer.FindDivergence(damaged)?.EventNumber == i + 1, $"{file}, {instance.InstanceId}: {decision} was not missed.");
                tried++;
            }
        }

        Assert.True(tried > 5);
    }

    private static bool IsDecision(HistoryEvent happened) => happened is TaskScheduled or SubOrchestrationInstanceCreated or TimerCreated or TimerCancelled or EventSent or ExecutionCompleted;

    private static string Line(CodePlace place) => File.ReadAllLines(place.File!)[place.Line!.Value - 1];

    private static async Task<InstanceHistory> RecordAsync(OrchestrationRegistry code)
    {
        await using var test = await TestRuntime.StartAsync(code);
        await test.Orchestrations.ScheduleAsync("pay", null, "a");
        await test.AdvanceAsync(TimeSpan.FromHours(1));
        await test.Orchestrations.RaiseEventAsync("a", "go", "ann");
        await test.WhenIdleAsync();
        return test.Orchestrations.ReadHistory("a")!;
    }

    private static OrchestrationRegistry Paying(string activity) => new OrchestrationRegistry()
        .AddActivity(activity, new ScriptedActivity((context, _) => Task.FromResult<string?>($"\"{context.Name}\"")))
        .Orchestrator("pay", async context =>
        {
            var paid = await context.CallActivityAsync<string>(activity, null);
            await context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(5), CancellationToken.None);
            return $"{paid} {await context.WaitForExternalEvent<string>("go")}";
        });
}

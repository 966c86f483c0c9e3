using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using MissionControl.Embedded.Observation;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Observation;

public sealed class SpanTests : IDisposable
{
    private const string Secret = "hunter2";

    private readonly HubFolder _folder = new();
    private readonly string _run = "seen-" + Guid.NewGuid().ToString("N");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_InterruptedByACrash_IsOneTraceOfRunHopAndStep()
    {
        using var heard = new HeardSpans(_run);
        await using var test = await TestRuntime.StartAsync(new TestRuntimeOptions { Registry = _ => Registry(), HubFile = _folder.File });
        await test.Missions.StartAsync(Missions.Start(_run), default);
        await test.WhenIdleAsync();
        await test.CrashAsync();

        await test.Missions.RaiseEventAsync(_run + "~h1", "go", null, null, default);
        await test.WhenIdleAsync();

        var (run, hop, step) = (heard["run"], heard["hop"], heard["step"]);
        Assert.Equal(Spans.Of(_run).TraceId, step.TraceId);
        Assert.Equal((run.TraceId, run.TraceId), (hop.TraceId, step.TraceId));
        Assert.Equal((default, run.SpanId, hop.SpanId), (run.ParentSpanId, hop.ParentSpanId, step.ParentSpanId));
        Assert.Equal("hop_id=h1 mission_id=m1 run_id=R status=completed", Tags(hop));
        Assert.Equal("mission_id=m1 run_id=R status=completed", Tags(run));
        Assert.Equal("attempt=2 hop_id=h1 mission_id=m1 run_id=R status=failed step_id=s1 tool=mail", Tags(step));
        Assert.DoesNotContain(Secret, string.Join(' ', run.TagObjects.Concat(hop.TagObjects).Concat(step.TagObjects)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_WhileSomebodyListens_CountStepsReplaysAndCommits()
    {
        var seen = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == Spans.SourceName)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => seen.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => seen.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.Start();
        await using var test = await TestRuntime.StartAsync(new TestRuntimeOptions { Registry = _ => Registry(), HubFile = _folder.File });
        await test.Missions.StartAsync(Missions.Start(_run), default);
        await test.WhenIdleAsync();
        await test.CrashAsync();
        await test.Missions.RaiseEventAsync(_run + "~h1", "go", null, null, default);
        await test.WhenIdleAsync();
        listener.RecordObservableInstruments();

        Assert.All(["steps", "replays", "commit.duration", "commit.units"], name => Assert.True(seen.GetValueOrDefault("mission_control." + name) > 0, name));
        Assert.All(
            ["commits.waiting", "activities.waiting", "activities.running", "instances.live", "instances.waiting"],
            name => Assert.Contains("mission_control." + name, seen.Keys));
    }

    private static OrchestrationRegistry Registry() => Missions
        .Registry(async (context, input) =>
        {
            var hop = new { input.RunId, input.MissionId, Hop = new { Id = "h1" }, Inputs = Secret };
            await context.CallSubOrchestratorAsync<object?>(TaskNames.Hop, hop, input.RunId + "~h1");
            return new RunResult(RunStatus.Completed);
        })
        .Orchestrator(TaskNames.Hop, async context =>
        {
            var runId = context.InstanceId.Split('~')[0];
            await context.WaitForExternalEvent<object?>("go");
            await context.CallActivityAsync<object?>(
                TaskNames.RunStep, new { runId, MissionId = "m1", HopId = "h1", Step = new { Id = "s1", ToolName = "mail", Password = Secret }, Attempt = 2 });
            return new { Status = "completed", Secret };
        })
        .AddActivity(TaskNames.RunStep, new ScriptedActivity((_, _) => Task.FromResult<string?>($$"""{"outcome":"failed","message":"{{Secret}}"}""")));

    private string Tags(System.Diagnostics.Activity span) => string.Join(
        ' ', span.TagObjects.Where(tag => tag.Value is not null).OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}")).Replace(_run, "R", StringComparison.Ordinal);

    private sealed class HeardSpans : IDisposable
    {
        private readonly ConcurrentQueue<System.Diagnostics.Activity> _spans = new();
        private readonly ActivityListener _listener;

        public HeardSpans(string run)
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == Spans.SourceName,
                Sample = static (ref ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = span =>
                {
                    if (span.TraceId == Spans.Of(run).TraceId)
                    {
                        _spans.Enqueue(span);
                    }
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public System.Diagnostics.Activity this[string name] => Assert.Single(_spans, span => span.OperationName == name);

        public void Dispose() => _listener.Dispose();
    }
}

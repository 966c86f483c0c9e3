using System.Diagnostics;
using System.Text;
using MissionControl.Assets;
using MissionControl.Embedded;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Benchmarks;

/// <summary>Many finished runs are purged while the hub is at work. A run is one instance with one turn; what is measured is purging, not missions.</summary>
internal static class PurgeBenchmark
{
    private const int Runs = 100_000;
    private const int Chunk = 5000;
    private const int Rounds = 5;

    public static async Task<IReadOnlyList<Measure>> RunAsync()
    {
        using var folder = new ScratchFolder();
        await using var runtime = await EmbeddedRuntime.OpenAsync(new EmbeddedOptions
        {
            HubFile = folder.Combine("bench.hub"),
            Clock = TimeProvider.System,
            Registry = _ => OrchestrationBenchmarks.Registry().AddOrchestrator(TaskNames.Mission, static () => new FinishedMission()),
        });
        await FinishRunsAsync(runtime);
        var undisturbed = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            undisturbed.Add(await OrchestrationBenchmarks.HelloAsync(runtime, $"before{round}"));
        }

        var (seconds, disturbed) = await PurgeAsync(runtime);
        var before = Machine.Percentile(undisturbed.Skip(1), 0.5);
        var meanwhile = Machine.Percentile(disturbed, 0.5);
        return
        [
            new Measure("purge", "100,000 finished runs", Runs / seconds, "runs/s", 2000),
            new Measure("purge", "hello5 before", before, "orchestrations/s"),
            new Measure("purge", "hello5 meanwhile", meanwhile, "orchestrations/s"),
            new Measure("purge", "hello5 meanwhile to before", meanwhile / before, "times", 0.8),
        ];
    }

    private static async Task FinishRunsAsync(EmbeddedRuntime runtime)
    {
        var document = Encoding.UTF8.GetBytes("{}");
        var inputs = new Dictionary<string, AssetReference>();
        foreach (var chunk in Enumerable.Range(0, Runs).Chunk(Chunk))
        {
            await Task.WhenAll(chunk.Select(n => runtime.Missions.StartAsync(
                new RunStart(Id(n), "finished", document, Wire.Sha256(document), inputs, new Dictionary<string, byte[]>(), null, null),
                CancellationToken.None)));
        }

        await runtime.WhenIdleAsync();
    }

    private static async Task<(double Seconds, List<double> Hellos)> PurgeAsync(EmbeddedRuntime runtime)
    {
        var start = Stopwatch.GetTimestamp();
        var purge = Task.Run(async () =>
        {
            var outcome = await runtime.Missions.PurgeAsync(new PurgeQuery(TimeSpan.Zero, [RunStatus.Completed]), null, CancellationToken.None);
            return outcome.Purged == Runs
                ? Stopwatch.GetElapsedTime(start).TotalSeconds
                : throw new InvalidOperationException($"{outcome.Purged} runs were purged, there were {Runs}.");
        });
        var speeds = new List<double>();
        while (!purge.IsCompleted)
        {
            var speed = await OrchestrationBenchmarks.HelloAsync(runtime, $"meanwhile{speeds.Count}");
            if (!purge.IsCompleted || speeds.Count == 0)
            {
                speeds.Add(speed);
            }
        }

        return (await purge, speeds);
    }

    private static string Id(int n) => $"p{n}";

    private sealed class FinishedMission : Orchestrator<RunInput, RunResult>
    {
        protected override Task<RunResult> RunAsync(OrchestrationContext context, RunInput input) => Task.FromResult(new RunResult(RunStatus.Completed));
    }
}

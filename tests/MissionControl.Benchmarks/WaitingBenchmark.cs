using System.Diagnostics;
using System.Globalization;
using MissionControl.Embedded;

namespace MissionControl.Benchmarks;

/// <summary>Many instances wait for an event: what each costs, and how fast all of them can be signalled.</summary>
internal static class WaitingBenchmark
{
    private const int First = 1000;
    private const int All = 100_000;

    public static async Task<IReadOnlyList<Measure>> RunAsync()
    {
        using var folder = new ScratchFolder();
        await using var runtime = await OrchestrationBenchmarks.OpenAsync(folder.Combine("bench.hub"));
        await StartAsync(runtime, 0, First);
        var (managed, resident) = Memory();
        await StartAsync(runtime, First, All);
        await runtime.WhenIdleAsync();
        var (managedAll, residentAll) = Memory();
        var start = Stopwatch.GetTimestamp();
        foreach (var chunk in Enumerable.Range(0, All).Chunk(10_000))
        {
            await Task.WhenAll(chunk.Select(n => runtime.Orchestrations.RaiseEventAsync(Id(n), "go", n)));
        }

        await runtime.WhenIdleAsync();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return
        [
            new Measure("waiting", "managed memory per run", (managedAll - managed) / (All - First), "bytes", 2048, LessIsBetter: true),
            new Measure("waiting", "resident memory per run", (residentAll - resident) / (All - First), "bytes", 4096, LessIsBetter: true),
            new Measure("waiting", "signals", All / seconds, "signals/s", 10_000),
        ];
    }

    private static async Task StartAsync(EmbeddedRuntime runtime, int from, int to)
    {
        foreach (var chunk in Enumerable.Range(from, to - from).Chunk(5000))
        {
            await Task.WhenAll(chunk.Select(n => runtime.Orchestrations.ScheduleAsync("waiting", n, Id(n))));
        }
    }

    private static (double Managed, double Resident) Memory()
    {
        var managed = GC.GetTotalMemory(forceFullCollection: true);
        using var process = Process.GetCurrentProcess();
        return (managed, process.WorkingSet64);
    }

    private static string Id(int n) => "w" + n.ToString(CultureInfo.InvariantCulture);
}

using System.Diagnostics;
using MissionControl.Embedded;
using MissionControl.Portfolio;

namespace MissionControl.Benchmarks;

/// <summary>What the figures of a large portfolio cost: to keep them, and to read them, at once and in a process that has just begun.</summary>
internal static class PortfolioBenchmark
{
    public const string Read = "--portfolio-read";

    private const int Rounds = 50;
    private const int Alone = 500;

    public static async Task<IReadOnlyList<Measure>> RunAsync()
    {
        using var folder = new ScratchFolder();
        var hubFile = folder.Combine("portfolio.hub");
        double rate;
        List<double> alone;
        await using (var runtime = await PortfolioHub.OpenAsync(hubFile))
        {
            var start = Stopwatch.GetTimestamp();
            await PortfolioHub.FillAsync(runtime);
            rate = PortfolioHub.Runs * (1 + PortfolioHub.Tasks) / Stopwatch.GetElapsedTime(start).TotalSeconds;
            alone = await WriteAloneAsync(runtime);
        }

        var fresh = await ReadAsync(hubFile);
        return
        [
            new Measure("portfolio", "records written, many at once", rate, "records/s"),
            new Measure("portfolio", "one run's records alone, p50", Machine.Percentile(alone, 0.5) * 1000, "us"),
            new Measure("portfolio", "hub file", new FileInfo(hubFile).Length / 1e9, "GB"),
            new Measure("portfolio", "snapshot, first in a process", fresh.FirstSnapshotMs, "ms", 100, LessIsBetter: true),
            new Measure("portfolio", "its processor time", fresh.FirstProcessorMs, "ms"),
            new Measure("portfolio", "snapshot", fresh.SnapshotMs, "ms", 100, LessIsBetter: true),
            new Measure("portfolio", "snapshot of half a year ago", fresh.EarlierMs, "ms", 100, LessIsBetter: true),
            new Measure("portfolio", "risk rollup", fresh.RollupMs, "ms", 100, LessIsBetter: true),
            new Measure("portfolio", "agent tallies", fresh.TalliesMs, "ms", 100, LessIsBetter: true),
        ];
    }

    /// <summary>In a process of its own; prints <see cref="PortfolioTimes"/>.</summary>
    public static async Task PrintTimesAsync(string hubFile)
    {
        await using var runtime = await PortfolioHub.OpenAsync(hubFile);
        var processor = Environment.CpuUsage.TotalTime;
        var first = await TimeAsync(() => SnapshotAsync(runtime, PortfolioHub.End));
        processor = Environment.CpuUsage.TotalTime - processor;
        Console.WriteLine(Wire.Serialize(new PortfolioTimes(
            first,
            processor.TotalMilliseconds,
            await MedianAsync(() => SnapshotAsync(runtime, PortfolioHub.End)),
            await MedianAsync(() => SnapshotAsync(runtime, PortfolioHub.End.AddDays(-180))),
            await MedianAsync(() => runtime.Stores.Risks.CountAsync(CancellationToken.None)),
            await MedianAsync(() => runtime.Stores.Telemetry.TallyAgentsAsync(CancellationToken.None)))));
    }

    private static async Task<PortfolioTimes> ReadAsync(string hubFile)
    {
        using var process = OwnProcess.Start(Read, hubFile);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? Wire.Deserialize<PortfolioTimes>(output)!
            : throw new InvalidOperationException($"The portfolio could not be read: exit code {process.ExitCode}.");
    }

    private static async Task<List<double>> WriteAloneAsync(EmbeddedRuntime runtime)
    {
        var times = new List<double>();
        for (var run = PortfolioHub.Runs; run < PortfolioHub.Runs + Alone; run++)
        {
            var records = PortfolioHub.Records([run]);
            times.Add(await TimeAsync(() => runtime.Stores.Telemetry.WriteAsync(records, CancellationToken.None)));
        }

        return times;
    }

    private static async Task SnapshotAsync(EmbeddedRuntime runtime, DateTimeOffset asOf)
    {
        var counts = await runtime.Stores.Telemetry.CountAsync(asOf, CancellationToken.None);
        var active = await runtime.Stores.Telemetry.ListActiveAsync(CancellationToken.None);
        var open = await runtime.Stores.Risks.ListOpenAsync(CancellationToken.None);
        if (new SnapshotComputation(PortfolioHub.Documents, counts, active, open).At(asOf).CompletedRuns == 0)
        {
            throw new InvalidOperationException("The snapshot counted nothing.");
        }
    }

    private static async Task<double> MedianAsync(Func<Task> work)
    {
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            times.Add(await TimeAsync(work));
        }

        return Machine.Percentile(times, 0.5);
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}

/// <summary>Milliseconds.</summary>
internal sealed record PortfolioTimes(double FirstSnapshotMs, double FirstProcessorMs, double SnapshotMs, double EarlierMs, double RollupMs, double TalliesMs);

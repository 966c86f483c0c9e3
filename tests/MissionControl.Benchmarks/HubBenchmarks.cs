using System.Globalization;

namespace MissionControl.Benchmarks;

/// <summary>What a hub that holds much already costs: after a crash, while it is cleaned up, and at work.</summary>
internal static class HubBenchmarks
{
    private const int Rounds = 5;

    /// <summary>Started, five turns asked and answered, six turns, ended.</summary>
    private const int EventsOfOne = 18;

    public static IEnumerable<Benchmark> All =>
    [
        new("recovery", _ => RecoveryBenchmark.RunAsync()),
        new("purge", _ => PurgeBenchmark.RunAsync()),
        new("portfolio", _ => PortfolioBenchmark.RunAsync()),
        new("history-size", _ => HistorySizeAsync()),
        new("http-start", _ => HttpStartBenchmark.RunAsync()),
    ];

    /// <summary>Each round on the full hub is paired with one on an empty hub, so that what else the machine does cancels out.</summary>
    private static async Task<IReadOnlyList<Measure>> HistorySizeAsync()
    {
        using var folder = new ScratchFolder();
        await using var full = await OrchestrationBenchmarks.OpenAsync(folder.Combine("full.hub"));
        var results = new List<Measure>();
        var events = 0L;
        var round = 0;
        async Task<double> HelloFullAsync()
        {
            events += OrchestrationBenchmarks.Hellos * EventsOfOne;
            return await OrchestrationBenchmarks.HelloAsync(full, (++round).ToString(CultureInfo.InvariantCulture));
        }

        foreach (var millions in new[] { 1, 5 })
        {
            while (events < millions * 1_000_000L)
            {
                await HelloFullAsync();
            }

            var empty = new List<double>();
            var filled = new List<double>();
            for (var pair = 0; pair < Rounds; pair++)
            {
                empty.Add(await HelloEmptyAsync());
                filled.Add(await HelloFullAsync());
            }

            var (before, after) = (Machine.Percentile(empty, 0.5), Machine.Percentile(filled, 0.5));
            results.Add(new Measure("history-size", $"hello5, 0 events (beside {millions} million)", before, "orchestrations/s"));
            results.Add(new Measure("history-size", $"hello5, {millions} million events", after, "orchestrations/s"));
            results.Add(new Measure("history-size", $"{millions} million events to 0", after / before, "times", 0.85));
        }

        return results;
    }

    private static async Task<double> HelloEmptyAsync()
    {
        using var folder = new ScratchFolder();
        await using var runtime = await OrchestrationBenchmarks.OpenAsync(folder.Combine("empty.hub"));
        return await OrchestrationBenchmarks.HelloAsync(runtime, "e");
    }
}

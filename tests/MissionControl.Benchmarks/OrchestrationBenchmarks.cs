using System.Diagnostics;
using System.Globalization;
using MissionControl.Embedded;
using MissionControl.Runtime;

namespace MissionControl.Benchmarks;

/// <summary>Bare orchestrations of trivial activities: what the runtime itself costs.</summary>
internal static class OrchestrationBenchmarks
{
    public const int Hellos = 5000;
    private const int Samples = 500;

    public static IEnumerable<Benchmark> All =>
    [
        new("hello5", _ => HelloAsync("hello5", inFile: true, target: 5000)),
        new("hello5-memory", _ => HelloAsync("hello5-memory", inFile: false, target: 25_000)),
        new("latency3", LatencyAsync),
        new("sequence", SequenceAsync),
        new("fanout", _ => FanOutAsync()),
        new("waiting", _ => WaitingBenchmark.RunAsync()),
    ];

    public static OrchestrationRegistry Registry() => new OrchestrationRegistry()
        .AddActivity("echo", new EchoActivity())
        .AddOrchestrator("sequence", static () => new SequenceOrchestrator())
        .AddOrchestrator("fanout", static () => new FanOutOrchestrator())
        .AddOrchestrator("waiting", static () => new WaitingOrchestrator());

    public static Task<EmbeddedRuntime> OpenAsync(string? hubFile) =>
        EmbeddedRuntime.OpenAsync(new EmbeddedOptions { HubFile = hubFile, Clock = TimeProvider.System, Registry = _ => Registry() });

    /// <returns>Orchestrations per second of one round.</returns>
    /// <param name="round">Told apart from other rounds on the same hub.</param>
    public static async Task<double> HelloAsync(EmbeddedRuntime runtime, string round)
    {
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Hellos).Select(n => RunAsync(runtime, "sequence", 5, $"{round}-{n}")));
        return Hellos / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<IReadOnlyList<Measure>> HelloAsync(string name, bool inFile, double target)
    {
        var speeds = new List<double>();
        var costs = new List<double>();
        for (var round = 0; round < 6; round++)
        {
            using var folder = new ScratchFolder();
            await using var runtime = await OpenAsync(inFile ? folder.Combine("bench.hub") : null);
            var before = Environment.CpuUsage.TotalTime;
            speeds.Add(await HelloAsync(runtime, "i"));
            costs.Add((Environment.CpuUsage.TotalTime - before).TotalMicroseconds / Hellos);
        }

        return
        [
            new Measure(name, "throughput", Machine.Percentile(speeds.Skip(1), 0.5), "orchestrations/s", target),
            new Measure(name, "processor time per orchestration", Machine.Percentile(costs.Skip(1), 0.5), "us"),
        ];
    }

    private static async Task<IReadOnlyList<Measure>> LatencyAsync(Machine machine)
    {
        using var folder = new ScratchFolder();
        await using var runtime = await OpenAsync(folder.Combine("bench.hub"));
        var samples = new List<double>();
        for (var n = 0; n < Samples + 100; n++)
        {
            var start = Stopwatch.GetTimestamp();
            await RunAsync(runtime, "sequence", 3, Id(n));
            samples.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var measured = samples.Skip(100).ToList();
        return
        [
            new Measure("latency3", "p50", Machine.Percentile(measured, 0.5), "ms", (4 * machine.SqliteCommitMs) + 0.4, LessIsBetter: true),
            new Measure("latency3", "p99", Machine.Percentile(measured, 0.99), "ms", Math.Max(10, 4 * machine.SqliteCommitP99Ms), LessIsBetter: true),
        ];
    }

    private static async Task<IReadOnlyList<Measure>> SequenceAsync(Machine machine)
    {
        using var folder = new ScratchFolder();
        await using var runtime = await OpenAsync(folder.Combine("bench.hub"));
        await TimeAsync(runtime, "sequence", 1000);
        var rates = new List<double>();
        var results = new List<Measure>();
        foreach (var length in new[] { 100, 1000, 10_000 })
        {
            var seconds = new List<double>();
            for (var round = 0; round < 3; round++)
            {
                seconds.Add(await TimeAsync(runtime, "sequence", length));
            }

            rates.Add(length / Machine.Percentile(seconds, 0.5));
            results.Add(new Measure("sequence", $"{length} steps", rates[^1], "steps/s", 0.7 * 1000 / machine.SqliteCommitMs));
        }

        results.Add(new Measure("sequence", "1,000 steps, time per step to 100", rates[0] / rates[1], "times", 1.1, LessIsBetter: true));
        results.Add(new Measure("sequence", "10,000 steps, time per step to 100", rates[0] / rates[2], "times", 1.1, LessIsBetter: true));
        return results;
    }

    private static async Task<IReadOnlyList<Measure>> FanOutAsync()
    {
        using var folder = new ScratchFolder();
        await using var runtime = await OpenAsync(folder.Combine("bench.hub"));
        var results = new List<Measure>();
        await TimeAsync(runtime, "fanout", 1000);
        foreach (var width in new[] { 1000, 10_000 })
        {
            var seconds = new List<double>();
            for (var round = 0; round < 3; round++)
            {
                seconds.Add(await TimeAsync(runtime, "fanout", width));
            }

            results.Add(new Measure("fanout", $"{width} activities", width / Machine.Percentile(seconds, 0.5), "activities/s", 15_000));
        }

        return results;
    }

    private static async Task<double> TimeAsync(EmbeddedRuntime runtime, string name, int input)
    {
        var start = Stopwatch.GetTimestamp();
        await RunAsync(runtime, name, input, $"{name}-{input}-{start}");
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task RunAsync(EmbeddedRuntime runtime, string name, int input, string id)
    {
        await runtime.Orchestrations.ScheduleAsync(name, input, id);
        var status = await runtime.Orchestrations.WaitForCompletionAsync(id);
        if (status.State != OrchestrationState.Completed)
        {
            throw new InvalidOperationException($"'{id}' is {status.State}: {status.Failure?.ErrorMessage}");
        }
    }

    private static string Id(int n) => "i" + n.ToString(CultureInfo.InvariantCulture);
}

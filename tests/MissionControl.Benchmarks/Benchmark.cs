namespace MissionControl.Benchmarks;

/// <summary>One figure of a benchmark; the target is met when the value is at least (or, for costs, at most) so much.</summary>
internal sealed record Measure(string Name, string Metric, double Value, string Unit, double? Target = null, bool LessIsBetter = false)
{
    public bool? Met => Target is { } target ? LessIsBetter ? Value <= target : Value >= target : null;
}

/// <summary>A workload by its name on the command line.</summary>
internal sealed record Benchmark(string Name, Func<Machine, Task<IReadOnlyList<Measure>>> RunAsync);

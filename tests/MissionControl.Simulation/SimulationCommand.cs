using System.Diagnostics;
using System.Globalization;

namespace MissionControl.Simulation;

/// <summary>What the command line offers: one seed with every step, or many with the broken ones.</summary>
internal static class SimulationCommand
{
    private const string Usage = "Usage: --seed N [--trace]   or   --seeds N [--from M] [--threads T]";

    public static int Run(string[] args, TextWriter output)
    {
        if (Number(args, "--seed") is { } seed)
        {
            return RunOne(seed, args.Contains("--trace"), output);
        }

        if (Number(args, "--seeds") is { } count)
        {
            return RunMany(Number(args, "--from") ?? 1, count, Number(args, "--threads") ?? Environment.ProcessorCount, output);
        }

        output.WriteLine(Usage);
        return 2;
    }

    private static int RunOne(int seed, bool traced, TextWriter output)
    {
        var report = SeedRun.Run(seed, traced ? output.WriteLine : null);
        foreach (var (run, end) in report.Ends)
        {
            output.WriteLine($"{run}: {end.Status}: {end.Hops}; {end.Attempts}");
        }

        output.WriteLine($"seed {seed}: {report.Broken ?? "every promise kept"}; {report.Steps} steps, {report.Commits} commits, {report.Deaths} deaths, trace {report.Hash}");
        return report.Broken is null ? 0 : 1;
    }

    private static int RunMany(int from, int count, int threads, TextWriter output)
    {
        var started = Stopwatch.GetTimestamp();
        var summary = SeedRange.Run(from, count, threads, report =>
        {
            lock (output)
            {
                output.WriteLine($"seed {report.Seed}: {report.Broken}");
            }
        });
        var took = Stopwatch.GetElapsedTime(started);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{count} seeds from {from}: {summary.Broken} broken; {summary.Steps} steps, {summary.Commits} commits, {summary.Deaths} deaths, {took.TotalSeconds:0} s"));
        return summary.Broken == 0 ? 0 : 1;
    }

    private static int? Number(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : null;
    }
}

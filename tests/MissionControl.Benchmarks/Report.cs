using System.Globalization;

namespace MissionControl.Benchmarks;

/// <summary>Runs the benchmarks that were named, all by default, prints a table, and writes the JSON on request.</summary>
internal static class Report
{
    public static async Task<int> RunAsync(string[] args, IReadOnlyList<Benchmark> all)
    {
        var json = Array.IndexOf(args, "--json") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
        var names = args.Where(arg => arg != "--json" && arg != json).ToList();
        if (names.Find(name => all.All(benchmark => benchmark.Name != name)) is { } unknown)
        {
            Console.Error.WriteLine($"There is no benchmark '{unknown}'. There are: {string.Join(", ", all.Select(benchmark => benchmark.Name))}.");
            return 2;
        }

        var machine = Machine.Measure();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"disk_sync_write_ms {machine.DiskSyncWriteMs:0.000}  sqlite_commit_ms {machine.SqliteCommitMs:0.000}  cores {machine.Cores}"));
        var results = new List<Measure>();
        foreach (var benchmark in all.Where(benchmark => names.Count == 0 || names.Contains(benchmark.Name)))
        {
            foreach (var measure in await benchmark.RunAsync(machine))
            {
                results.Add(measure);
                Print(measure);
            }
        }

        if (json is not null)
        {
            await File.WriteAllTextAsync(json, Wire.Serialize(new { machine.DiskSyncWriteMs, machine.SqliteCommitMs, machine.Cores, Results = results }));
        }

        return 0;
    }

    private static void Print(Measure measure)
    {
        var target = measure.Target is { } value
            ? string.Create(CultureInfo.InvariantCulture, $"{(measure.LessIsBetter ? "<=" : ">=")} {value:0.###}  {(measure.Met == true ? "met" : "missed")}")
            : "";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{measure.Name,-16} {measure.Metric,-34} {measure.Value,12:0.###} {measure.Unit,-16} {target}"));
    }
}

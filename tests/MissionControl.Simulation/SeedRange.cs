namespace MissionControl.Simulation;

/// <summary>Many seeds, each on one thread from its beginning to its end.</summary>
internal static class SeedRange
{
    public static SeedSummary Run(int from, int count, int threads, Action<SeedReport> broken)
    {
        var next = from - 1;
        var summary = new SeedSummary();
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            while (Interlocked.Increment(ref next) is var seed && seed < from + count)
            {
                var report = SeedRun.Run(seed);
                summary.Add(report);
                if (report.Broken is not null)
                {
                    broken(report);
                }
            }
        })).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        return summary;
    }
}

internal sealed class SeedSummary
{
    private readonly Lock _gate = new();

    public int Seeds { get; private set; }

    public int Broken { get; private set; }

    public long Steps { get; private set; }

    public long Commits { get; private set; }

    public long Deaths { get; private set; }

    public void Add(SeedReport report)
    {
        lock (_gate)
        {
            Seeds++;
            Broken += report.Broken is null ? 0 : 1;
            Steps += report.Steps;
            Commits += report.Commits;
            Deaths += report.Deaths;
        }
    }
}

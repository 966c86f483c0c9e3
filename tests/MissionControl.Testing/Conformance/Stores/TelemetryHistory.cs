using MissionControl.Portfolio;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Testing.Conformance.Stores;

/// <summary>A random history of a portfolio, the same for the same seed, and what must be there after it: runs begin, end, are retried and told again, and imports come in between.</summary>
internal sealed class TelemetryHistory(int seed, DateTimeOffset now)
{
    private static readonly string[] Statuses = ["completed", "completed", "failed", "rejected", "terminated", "running", "odd"];
    private static readonly string[] Outcomes = ["completed", "approved", "rejected", "failed", "skipped", "odd"];

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, MissionRun> _runs = [];
    private readonly Dictionary<string, TaskLog> _logs = [];
    private readonly Dictionary<string, Intervention> _interventions = [];

    /// <summary>Everything that stands.</summary>
    public TelemetryBatch All => new() { Runs = [.. _runs.Values], TaskLogs = [.. _logs.Values], Interventions = [.. _interventions.Values] };

    public IEnumerable<MissionRun> Active => _runs.Values.Where(run => run.IsActive);

    /// <summary>Records to write, some of which replace or repeat others.</summary>
    public TelemetryBatch Next()
    {
        var batch = new TelemetryBatch
        {
            Runs = Some(Run, run => run.RunId),
            TaskLogs = Some(Log, log => log.Key),
            Interventions = Some(Intervene, one => one.Key),
        };
        Take(batch);
        return batch;
    }

    public void Take(TelemetryBatch batch)
    {
        foreach (var run in batch.Runs.Where(run => !_runs.TryGetValue(run.RunId, out var before) || !before.Stands(run)))
        {
            _runs[run.RunId] = run;
        }

        foreach (var log in batch.TaskLogs.Where(log => !_logs.TryGetValue(log.Key, out var before) || !before.Stands(log)))
        {
            _logs[log.Key] = log;
        }

        foreach (var intervention in batch.Interventions)
        {
            _interventions.TryAdd(intervention.Key, intervention);
        }
    }

    /// <summary>The moments that figures are asked for: long ago, in the middle, now and later, at the edges of an hour and of a month.</summary>
    public IEnumerable<DateTimeOffset> Moments() =>
    [
        now.AddDays(-60), now.AddHours(-_random.Next(400)), now.AddHours(-1), now, new(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero),
        new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(-1), now.AddDays(40),
    ];

    /// <summary>Figures as one text in which equal figures look the same.</summary>
    public static string Text(PortfolioCounts counts) => string.Join('\n', (string[])
    [
        $"{counts.CompletedRuns} completed, {counts.Interventions} interventions, {counts.Escalations} escalations, cost {Text(counts.MonthCostUsd)}",
        .. counts.Missions.OrderBy(mission => mission.Key, StringComparer.Ordinal)
            .Select(mission => $"{mission.Key}: {Wire.Serialize(mission.Value.Run)} {Wire.Serialize(mission.Value.Completed)}"),
        .. counts.Tasks.OrderBy(task => task.Key).Select(task => $"{task.Key}: {Text(task.Value.HumanDelayMinutes)} {Text(task.Value.OverrunMinutes)}"),
    ]);

    public static string Text(IReadOnlyDictionary<string, AgentTally> tallies) => string.Join('\n', tallies.OrderBy(agent => agent.Key, StringComparer.Ordinal)
        .Select(agent => $"{agent.Key}: {Wire.Serialize(agent.Value with { DoneMinutes = 0, LastEndedAt = agent.Value.LastEndedAt?.ToUniversalTime() })} {Text(agent.Value.DoneMinutes)}"));

    public static string Text(TelemetryBatch batch) => string.Join('\n', (string[])
    [
        .. batch.Runs.OrderBy(run => run.RunId, StringComparer.Ordinal).Select(Wire.Serialize),
        .. batch.TaskLogs.OrderBy(log => log.Key, StringComparer.Ordinal).Select(Wire.Serialize),
        .. batch.Interventions.OrderBy(one => one.Key, StringComparer.Ordinal).Select(Wire.Serialize),
    ]);

    private static string Text(decimal? figure) => figure is { } value ? $"{value:0.############################}" : "none";

    private List<T> Some<T>(Func<T> make, Func<T, string> key) => Enumerable.Range(0, _random.Next(6)).Select(_ => make()).DistinctBy(key).ToList();

    private DateTimeOffset At() => now.AddMinutes(_random.Next(-600 * 60, 24 * 60));

    // Our own figures have six digits behind the point; files have as many as they like.
    private decimal Amount() => (_random.Next(30_000_000) / 1_000_000m) + (_random.Next(4) == 0 ? _random.Next(1000) / 10_000_000_000m : 0);

    private MissionRun Run()
    {
        var id = _random.Next(40);
        var status = Statuses[_random.Next(Statuses.Length)];
        var start = At();
        return new MissionRun($"r{id}", $"m{id % 4}", start, status)
        {
            // Foreign records may end before they begin, or be final without an end.
            EndTime = status == "running" || _random.Next(12) == 0 ? null : start.AddMinutes(_random.Next(-200, 3000)),
            Kpis = new Dictionary<string, decimal> { ["speed_days"] = Amount() },
            RiskFlagged = _random.Next(2) == 0,
            Cost = _random.Next(3) == 0 ? null : new Cost { StepsUsd = Amount(), AgentsUsd = Amount() },
            Retries = _random.Next(3),
            Origin = Origin(),
        };
    }

    private TaskLog Log()
    {
        var id = _random.Next(40);
        return new TaskLog($"r{id}", $"m{id % 4}", $"t{_random.Next(3)}", _random.Next(8) == 0 ? null : $"a{_random.Next(4)}", Outcomes[_random.Next(Outcomes.Length)])
        {
            Round = 1 + _random.Next(2),
            EndedAt = _random.Next(15) == 0 ? null : At(),
            ActualDurationMinutes = Amount(),
            HumanDelayMinutes = _random.Next(3) == 0 ? 0 : Amount(),
            EstimatedDurationMinutes = _random.Next(5) == 0 ? null : Amount(),
            Escalations = _random.Next(3) == 0 ? 1 : 0,
            Decision = _random.Next(4) is var decision and < 3 ? (TaskDecision)decision : null,
            Origin = Origin(),
        };
    }

    private Intervention Intervene()
    {
        var (id, kind) = (_random.Next(40), (InterventionKind)_random.Next(7));
        return new Intervention($"r{id}~{kind}~{_random.Next(3)}", At(), kind, $"r{id}", $"m{id % 4}") { Count = 1 + _random.Next(3) };
    }

    private TelemetryOrigin Origin() => _random.Next(4) == 0 ? TelemetryOrigin.Recorded : TelemetryOrigin.Own;
}

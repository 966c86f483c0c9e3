using MissionControl.Risk;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Portfolio;

/// <summary>Where a portfolio stands at a time: what its records come to, what runs, and what is open.</summary>
internal sealed record PortfolioStanding(DateTimeOffset At, PortfolioCounts Counts, IReadOnlyList<MissionRun> Active, IReadOnlyList<RiskEvent> Open)
{
    /// <summary>A time that lies no further back than this is the present one: its asker read the clock, then asked.</summary>
    private static readonly TimeSpan Present = TimeSpan.FromMinutes(1);

    /// <summary>What the month of the time has cost by its records, active runs in the month of their start; null when nothing has a price.</summary>
    public decimal? MonthCostUsd
    {
        get
        {
            var month = CostRollup.MonthOf(At);
            var active = Active.Where(run => run.Cost is not null && CostRollup.MonthOf(run.StartTime) == month).Sum(run => run.Cost!.Usd);
            return active == 0 ? Counts.MonthCostUsd : active + (Counts.MonthCostUsd ?? 0);
        }
    }

    public static bool IsPresent(DateTimeOffset at, DateTimeOffset now) => at >= now - Present;

    /// <summary>The standing at a time, which may lie in the past: then as far as the stores still tell.</summary>
    public static Task<PortfolioStanding> ReadAsync(TelemetryPorts ports, DateTimeOffset at, DateTimeOffset now, CancellationToken cancellationToken) =>
        IsPresent(at, now) ? ReadPresentAsync(ports, at, cancellationToken) : ReadPastAsync(ports, at, cancellationToken);

    /// <summary>The standing now: no look at a record that has ended.</summary>
    public static async Task<PortfolioStanding> ReadPresentAsync(TelemetryPorts ports, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var active = await ports.Records.ListActiveAsync(cancellationToken);
        var open = await ports.Risks.ListOpenAsync(cancellationToken);
        return new PortfolioStanding(
            at,
            await ports.Records.CountAsync(at, cancellationToken),
            active.Where(run => run.StartTime <= at).ToList(),
            open.Where(risk => !(risk.DetectedAt > at)).ToList());
    }

    /// <param name="records">Everything as of the time.</param>
    public static PortfolioStanding Of(PortfolioRecords records, DateTimeOffset at) => new(
        at,
        PortfolioCounts.Of(PortfolioHours.Of(records.Runs, records.TaskLogs, records.Interventions), at),
        records.Runs.Where(run => run.IsActive).ToList(),
        records.RiskEvents.Where(risk => risk.IsOpen).ToList());

    /// <param name="missions">Those that may have a KPI or a task name.</param>
    public PortfolioSnapshot Snapshot(IReadOnlyCollection<PortfolioMission> missions) => new SnapshotComputation(missions, Counts, Active, Open).At(At);

    /// <summary>Reads the rows of the time's hour and later ones: hours before it are whole, and what ended later ran then.</summary>
    private static async Task<PortfolioStanding> ReadPastAsync(TelemetryPorts ports, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var hour = PortfolioHours.HourOf(at);
        var rows = await ports.Records.ReadAsync(new TelemetryQuery(Since: hour), cancellationToken);
        var all = new PortfolioRecords { Runs = rows.Runs, TaskLogs = rows.TaskLogs, Interventions = rows.Interventions, RiskEvents = await RisksAsync(ports.Risks, cancellationToken) };
        var then = all.AsOf(at);
        var late = PortfolioHours.Of(
            all.Runs.Where(run => !run.IsActive && run.CountedAt > at),
            all.TaskLogs.Where(log => log.EndedAt > at),
            all.Interventions.Where(one => one.At > at)).Last(at, 1);
        var missions = PortfolioHours.Of(then.Runs, [], []).Last(at, 1);
        if (hour > DateTimeOffset.MinValue)
        {
            missions.Add(new HourTally { Missions = new((await ports.Records.CountAsync(hour.AddTicks(-1), cancellationToken)).Missions) });
        }

        var counts = (await ports.Records.CountAsync(at, cancellationToken)).Less(late) with { Missions = missions.Missions };
        return new PortfolioStanding(at, counts, then.Runs.Where(run => run.IsActive).ToList(), then.RiskEvents.Where(risk => risk.IsOpen).ToList());
    }

    private static async Task<IReadOnlyList<RiskEvent>> RisksAsync(RiskStore risks, CancellationToken cancellationToken) =>
        await risks.ListAllAsync(new RiskQuery(Limit: 1000), cancellationToken);
}

using MissionControl.Risk;
using MissionControl.Runtime;
using MissionControl.Schedules;

namespace MissionControl.Portfolio;

/// <summary>
/// What is kept of a portfolio from time to time: snapshots, rollups of the risks, and the state of the triggers. Each is for a given time and not
/// for the moment when it is computed; the same time again changes nothing. At 00:00 exactly the day before is closed.
/// </summary>
public sealed class PortfolioTick(HubPortfolio hub)
{
    /// <summary>The name of the schedule that <see cref="RunSnapshotAsync"/> is for.</summary>
    public const string SnapshotSchedule = "portfolio_snapshot";

    /// <summary>The name of the schedule that <see cref="RunRollupAsync"/> is for.</summary>
    public const string RollupSchedule = "risk_rollup";

    /// <summary>Events of one page.</summary>
    private const int PageSize = 1000;

    /// <summary>Both schedules, as the settings have them.</summary>
    public IReadOnlyList<ScheduledWork> Schedules =>
    [
        new(SnapshotSchedule, Schedule.Parse(hub.Settings.SnapshotSchedule), RunSnapshotAsync),
        new(RollupSchedule, Schedule.Parse(hub.Settings.RiskRollupSchedule), RunRollupAsync),
    ];

    /// <summary>Computes the snapshot of a time and keeps it, unless its day has one from a file or for a later time.</summary>
    public async Task<PortfolioSnapshot> SnapshotAsync(DateTimeOffset at, CancellationToken cancellationToken) =>
        await SnapshotAsync(await StandingAsync(at, cancellationToken), cancellationToken);

    /// <summary>Counts the risk events as of a time and keeps that, unless its day has a rollup for a later time.</summary>
    public async Task<DailyRiskRollup> RollupAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var time = Moment(at);
        var rollup = DailyRiskRollup.Of(DateOnly.FromDateTime(time.UtcDateTime), await CountRisksAsync(time, cancellationToken), time);
        await hub.Ports.Portfolio.SaveRollupAsync(rollup, cancellationToken);
        return rollup;
    }

    /// <summary>
    /// A tick: the snapshot, then the triggers. As long as nothing happened after the last snapshot of an imported file, that one stands and none is
    /// computed.
    /// </summary>
    public async Task RunSnapshotAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var standing = await StandingAsync(at, cancellationToken);
        var rollup = await RecordedAsync(standing, cancellationToken) ?? await SnapshotAsync(standing, cancellationToken);
        await TriggerEvaluation.RunAsync(hub.Ports, standing, rollup, at, cancellationToken);
    }

    /// <summary>A tick: the rollup of the risks, then the triggers.</summary>
    public async Task RunRollupAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        await RollupAsync(at, cancellationToken);
        var standing = await StandingAsync(at, cancellationToken);
        await TriggerEvaluation.RunAsync(hub.Ports, standing, await RecordedAsync(standing, cancellationToken) ?? standing.Snapshot([]), at, cancellationToken);
    }

    /// <summary>Midnight belongs to the day that it closes.</summary>
    private static DateTimeOffset Moment(DateTimeOffset at) => at.UtcDateTime.TimeOfDay == TimeSpan.Zero && at > DateTimeOffset.MinValue ? at.AddTicks(-1) : at;

    private Task<PortfolioStanding> StandingAsync(DateTimeOffset at, CancellationToken cancellationToken) =>
        PortfolioStanding.ReadAsync(hub.Ports, Moment(at), hub.Clock.GetUtcNow(), cancellationToken);

    private async Task<PortfolioSnapshot> SnapshotAsync(PortfolioStanding standing, CancellationToken cancellationToken)
    {
        var snapshot = standing.Snapshot(await hub.MissionsAsync(standing, cancellationToken));
        await hub.Ports.Portfolio.SaveSnapshotAsync(snapshot, cancellationToken);
        return snapshot;
    }

    /// <summary>The last snapshot, if it was read from a file and nothing happened since; else null.</summary>
    private async Task<PortfolioSnapshot?> RecordedAsync(PortfolioStanding standing, CancellationToken cancellationToken)
    {
        var kept = await hub.Ports.Portfolio.ListSnapshotsAsync(DateOnly.FromDateTime(standing.At.UtcDateTime), 1, cancellationToken);
        return kept is [{ ComputedAt: null } last] && !await hub.HasNewsAsync(standing, last, cancellationToken) ? last : null;
    }

    private async Task<RiskRollup> CountRisksAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (PortfolioStanding.IsPresent(at, hub.Clock.GetUtcNow()))
        {
            return await hub.Ports.Risks.CountAsync(cancellationToken);
        }

        var all = await hub.Ports.Risks.ListAllAsync(new RiskQuery(Limit: PageSize), cancellationToken);
        return RiskRollup.Of(new PortfolioRecords { RiskEvents = all }.AsOf(at).RiskEvents);
    }
}

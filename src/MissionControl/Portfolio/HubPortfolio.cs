using MissionControl.Reference;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Portfolio;

/// <summary>
/// The portfolio of a hub, for reports and ticks. Of a hub that holds nothing but an imported data directory the figures are those of its files.
/// For any number of callers at a time.
/// </summary>
/// <param name="catalogue">The missions that were saved.</param>
public sealed class HubPortfolio(TelemetryPorts ports, DefinitionStore definitions, MissionStore catalogue, TimeProvider clock)
{
    /// <summary>Nearly three years of days.</summary>
    private const int MostSnapshots = 1000;

    private const int MostTriggers = 1000;

    /// <summary>Risk events of one page.</summary>
    private const int MostRisks = 1000;

    private readonly ImportedReference _imported = new(ports.Portfolio);
    private readonly HubMissions _missions = new(definitions, catalogue);

    public PortfolioSettings Settings => ports.Settings;

    internal TelemetryPorts Ports => ports;

    internal TimeProvider Clock => clock;

    /// <summary>The reference files that were imported last; empty when none were.</summary>
    public Task<ReferenceSet> ReferenceAsync(CancellationToken cancellationToken) => _imported.ReadAsync(cancellationToken);

    /// <summary>
    /// Each mission once: those of the imported files in file order, then by id those that have a document (the newest that was saved, else the one
    /// that the latest run is pinned to), then those of which only records speak.
    /// </summary>
    public async Task<IReadOnlyList<PortfolioMission>> MissionsAsync(CancellationToken cancellationToken) =>
        await MissionsAsync(await PortfolioStanding.ReadPresentAsync(ports, clock.GetUtcNow(), cancellationToken), cancellationToken);

    /// <summary>
    /// The records of a report. As of now, records of the window and the mission are read and everything else comes from what the stores have
    /// counted; as of a time in the past, all records are read. What came later is among them, for the analysis to leave out.
    /// </summary>
    public async Task<PortfolioRecords> ReadAsync(PortfolioScope scope, CancellationToken cancellationToken)
    {
        var isPresent = PortfolioStanding.IsPresent(scope.AsOf, clock.GetUtcNow());
        var isPart = isPresent && (scope.Start is not null || scope.MissionId is not null);
        var listed = await ListedAsync(isPart ? scope : new PortfolioScope(scope.AsOf), await ReferenceAsync(cancellationToken), cancellationToken);
        var then = listed.AsOf(scope.AsOf);
        var standing = isPart ? await PortfolioStanding.ReadPresentAsync(ports, scope.AsOf, cancellationToken) : PortfolioStanding.Of(then, scope.AsOf);

        // What is written while this reads is nothing that a report need speak of.
        var records = (isPresent ? then : listed) with
        {
            Missions = await MissionsAsync(standing, cancellationToken),
            ActiveTriggers = await TriggersAsync(scope.AsOf, cancellationToken),
            Totals = isPart ? new PortfolioTotals(await ports.Records.TallyAgentsAsync(cancellationToken), standing.MonthCostUsd) : null,
        };
        var latest = then.Snapshots.MaxBy(snapshot => snapshot.SnapshotDate);
        if (latest is not null && !(isPart ? await HasNewsAsync(standing, latest, cancellationToken) : PortfolioNews.Since(latest, then)))
        {
            return records;
        }

        var computed = standing.Snapshot(records.Missions);
        return records with { Snapshots = [.. records.Snapshots.Where(snapshot => snapshot.SnapshotDate != computed.SnapshotDate), computed] };
    }

    internal Task<IReadOnlyList<PortfolioMission>> MissionsAsync(PortfolioStanding standing, CancellationToken cancellationToken) =>
        ListMissionsAsync(standing.Active.Concat(standing.Counts.Missions.Values.SelectMany(latest => new[] { latest.Run, latest.Completed }).OfType<MissionRun>()), cancellationToken);

    /// <summary>True when something happened between the snapshot and the standing.</summary>
    internal async Task<bool> HasNewsAsync(PortfolioStanding standing, PortfolioSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (PortfolioNews.Since(snapshot, standing))
        {
            return true;
        }

        var rows = await ports.Records.ReadAsync(new TelemetryQuery(Since: PortfolioNews.TimeOf(snapshot)), cancellationToken);
        var risks = await ports.Risks.ListAllAsync(new RiskQuery(Limit: MostRisks), cancellationToken);
        var records = new PortfolioRecords { Runs = rows.Runs, TaskLogs = rows.TaskLogs, Interventions = rows.Interventions, RiskEvents = risks };
        return PortfolioNews.Since(snapshot, records.AsOf(standing.At));
    }

    private async Task<IReadOnlyList<PortfolioMission>> ListMissionsAsync(IEnumerable<MissionRun> runs, CancellationToken cancellationToken) =>
        await _missions.ListAsync(await ReferenceAsync(cancellationToken), runs, cancellationToken);

    /// <summary>In the order of the imported files, then by time: stores list in no order, and the same data must give the same report.</summary>
    private async Task<PortfolioRecords> ListedAsync(PortfolioScope part, ReferenceSet reference, CancellationToken cancellationToken)
    {
        var rows = await ports.Records.ReadAsync(new TelemetryQuery(MissionId: part.MissionId, Since: part.Start), cancellationToken);
        var risks = await ports.Risks.ListAllAsync(new RiskQuery(MissionId: part.MissionId, Since: part.Start, Limit: MostRisks), cancellationToken);
        var open = part.MissionId is null && part.Start is null ? [] : await ports.Risks.ListOpenAsync(cancellationToken);
        var order = new FileOrder(reference);
        return new PortfolioRecords
        {
            Runs = order.Of(rows.Runs),
            TaskLogs = order.Of(rows.TaskLogs),
            Interventions = rows.Interventions.OrderBy(one => one.At).ThenBy(one => one.Key, StringComparer.Ordinal).ToList(),
            RiskEvents = order.Of(risks.Concat(open).DistinctBy(risk => risk.EventId)),
            Snapshots = (await ports.Portfolio.ListSnapshotsAsync(DateOnly.FromDateTime(part.AsOf.UtcDateTime), MostSnapshots, cancellationToken)).Reverse().ToList(),
            Reference = reference,
        };
    }

    private async Task<IReadOnlyList<ExecutiveTrigger>> TriggersAsync(DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var fired = await ports.Portfolio.ListTriggerHistoryAsync(MostTriggers, cancellationToken);
        return fired.Where(trigger => trigger.FiredAt <= asOf && !(trigger.ClearedAt <= asOf)).DistinctBy(trigger => trigger.TriggerType).Select(trigger => trigger with { ClearedAt = null }).ToList();
    }
}

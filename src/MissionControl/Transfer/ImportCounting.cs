using MissionControl.Portfolio;
using MissionControl.Risk;
using MissionControl.Runtime;

namespace MissionControl.Transfer;

/// <summary>Says beforehand what will become of the records of an import, by a look at those that are there: one read per run and per event.</summary>
internal static class ImportCounting
{
    public static async Task<ImportCounts> CountAsync(TelemetryPorts telemetry, PortfolioImport import, CancellationToken cancellationToken)
    {
        var given = import.Telemetry;
        var logs = given.TaskLogs.ToLookup(log => log.RunId, StringComparer.Ordinal);
        var interventions = given.Interventions.ToLookup(one => one.RunId, StringComparer.Ordinal);
        var runs = given.Runs.ToLookup(run => run.RunId, StringComparer.Ordinal);
        var counts = new ImportCounts();
        foreach (var runId in given.Runs.Select(run => run.RunId).Concat(given.TaskLogs.Select(log => log.RunId)).Concat(given.Interventions.Select(one => one.RunId)).Distinct(StringComparer.Ordinal))
        {
            var known = await telemetry.Records.ReadAsync(new TelemetryQuery(RunId: runId), cancellationToken);
            counts += new ImportCounts
            {
                Runs = Count(known.Runs, runs[runId], run => run.RunId, (there, one) => there.Stands(one)),
                TaskLogs = Count(known.TaskLogs, logs[runId], log => log.Key, (there, one) => there.Stands(one)),
                Interventions = Count(known.Interventions, interventions[runId], one => one.Key, (_, _) => true),
            };
        }

        return counts with
        {
            RiskEvents = await RisksAsync(telemetry.Risks, import.RiskEvents, cancellationToken),
            Snapshots = await SnapshotsAsync(telemetry.Portfolio, import.Snapshots, cancellationToken),
        };
    }

    private static async Task<ImportCount> RisksAsync(RiskStore risks, IReadOnlyList<RiskEvent> given, CancellationToken cancellationToken)
    {
        var count = new ImportCount();
        foreach (var risk in given)
        {
            count = count.Plus(await risks.FindAsync(risk.EventId, cancellationToken), risk, (there, one) => there.Stands(one));
        }

        return count;
    }

    private static async Task<ImportCount> SnapshotsAsync(PortfolioStore portfolio, IReadOnlyList<PortfolioSnapshot> given, CancellationToken cancellationToken)
    {
        var known = given.Count == 0 ? [] : await portfolio.ListSnapshotsAsync(given.Max(snapshot => snapshot.SnapshotDate), int.MaxValue, cancellationToken);
        return Count(known, given, snapshot => snapshot.SnapshotDate, (there, one) => there.ComputedAt is null || there.ComputedAt > one.ComputedAt);
    }

    private static ImportCount Count<T, TKey>(IEnumerable<T> known, IEnumerable<T> given, Func<T, TKey> key, Func<T, T, bool> stands)
        where T : class
        where TKey : notnull
    {
        var there = known.ToDictionary(key);
        return given.Aggregate(new ImportCount(), (count, one) => count.Plus(there.GetValueOrDefault(key(one)), one, stands));
    }
}

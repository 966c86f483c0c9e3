using MissionControl.AzureStorage.Risks;
using MissionControl.AzureStorage.Tables;
using MissionControl.Portfolio;
using MissionControl.Risk;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage.Portfolio;

internal sealed class AzurePortfolioStore(ITableGateway tables, PortfolioParts parts) : PortfolioStore
{
    private const string At = "At";

    public override Task SaveSnapshotAsync(PortfolioSnapshot snapshot, CancellationToken cancellationToken) => parts.Snapshots.SaveAsync(
        snapshot.SnapshotDate, snapshot, there => there.ComputedAt is not { } at || at > snapshot.ComputedAt, cancellationToken);

    public override Task<IReadOnlyList<PortfolioSnapshot>> ListSnapshotsAsync(DateOnly? until, int limit, CancellationToken cancellationToken) =>
        parts.Snapshots.ListAsync(until, limit, cancellationToken);

    public override Task SaveRollupAsync(DailyRiskRollup rollup, CancellationToken cancellationToken) =>
        parts.Rollups.SaveAsync(rollup.RollupDate, rollup, there => there.ComputedAt > rollup.ComputedAt, cancellationToken);

    public override Task<IReadOnlyList<DailyRiskRollup>> ListRollupsAsync(int limit, CancellationToken cancellationToken) => parts.Rollups.ListAsync(null, limit, cancellationToken);

    public override Task<IReadOnlyList<ExecutiveTrigger>> ListTriggersAsync(CancellationToken cancellationToken) => parts.Triggers.ListAsync(cancellationToken);

    public override Task<IReadOnlyList<ExecutiveTrigger>> ListTriggerHistoryAsync(int limit, CancellationToken cancellationToken) =>
        parts.Triggers.ListHistoryAsync(limit, cancellationToken);

    public override Task<TriggerChange> ChangeTriggersAsync(Func<IReadOnlyList<ExecutiveTrigger>, TriggerChange> change, CancellationToken cancellationToken) =>
        parts.Triggers.ChangeAsync(change, cancellationToken);

    public override async Task<DateTimeOffset?> FindTickAsync(string schedule, CancellationToken cancellationToken) =>
        (await tables.GetAsync(StorageNames.PortfolioSnapshots, TickKey(schedule), cancellationToken))?.Time(At);

    public override async Task SaveTickAsync(string schedule, DateTimeOffset at, CancellationToken cancellationToken)
    {
        while (true)
        {
            var there = await tables.GetAsync(StorageNames.PortfolioSnapshots, TickKey(schedule), cancellationToken);
            if (there?.Time(At) >= at)
            {
                return;
            }

            var row = new TableRow(TickKey(schedule), new Dictionary<string, object> { [At] = at.ToUniversalTime() }) { Tag = there?.Tag };
            TableChange change = there is null ? new TableChange.Insert(row) : new TableChange.Replace(row);
            if (await tables.TryApplyAsync(StorageNames.PortfolioSnapshots, [change], cancellationToken))
            {
                return;
            }
        }
    }

    /// <summary>The files last: while they are not there the import is not over, and its repetition writes the same records.</summary>
    public override async Task ImportAsync(PortfolioImport import, CancellationToken cancellationToken)
    {
        await parts.Records.WriteAsync(import.Telemetry, cancellationToken);
        await parts.Risks.ImportAsync(import.RiskEvents, cancellationToken);
        foreach (var snapshot in import.Snapshots)
        {
            await SaveSnapshotAsync(snapshot, cancellationToken);
        }

        if (import.Files is { } files)
        {
            await parts.Files.PutAsync(files, cancellationToken);
        }
    }

    public override Task<ImportedFiles?> ReadFilesAsync(string? knownVersion, CancellationToken cancellationToken) => parts.Files.ReadAsync(knownVersion, cancellationToken);

    private static TableKey TickKey(string schedule) => new("ticks", KeyText.Of(schedule));
}

/// <summary>Where the parts of a portfolio lie.</summary>
internal sealed record PortfolioParts(TelemetryStore Records, AzureRiskStore Risks)
{
    public required DailyRows<PortfolioSnapshot> Snapshots { get; init; }

    public required DailyRows<DailyRiskRollup> Rollups { get; init; }

    public required TriggerRows Triggers { get; init; }

    public required ImportedFileRows Files { get; init; }
}

using MissionControl.Embedded.Hub;
using MissionControl.Portfolio;
using MissionControl.Risk;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Stores;

/// <summary>An import is one transaction, and so is an evaluation of the triggers with its notices.</summary>
internal sealed class EmbeddedPortfolioStore(HubWriter hub) : PortfolioStore
{
    public override Task SaveSnapshotAsync(PortfolioSnapshot snapshot, CancellationToken cancellationToken) => hub.KeepAsync(tables => tables.Portfolio.Save(snapshot), cancellationToken);

    public override Task<IReadOnlyList<PortfolioSnapshot>> ListSnapshotsAsync(DateOnly? until, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Portfolio.ListSnapshots(until, limit)));

    public override Task SaveRollupAsync(DailyRiskRollup rollup, CancellationToken cancellationToken) => hub.KeepAsync(tables => tables.Portfolio.Save(rollup), cancellationToken);

    public override Task<IReadOnlyList<DailyRiskRollup>> ListRollupsAsync(int limit, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Portfolio.ListRollups(limit)));

    public override Task<IReadOnlyList<ExecutiveTrigger>> ListTriggersAsync(CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Portfolio.ListTriggers()));

    public override Task<IReadOnlyList<ExecutiveTrigger>> ListTriggerHistoryAsync(int limit, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Portfolio.ListHistory(limit)));

    public override Task<TriggerChange> ChangeTriggersAsync(Func<IReadOnlyList<ExecutiveTrigger>, TriggerChange> change, CancellationToken cancellationToken) =>
        hub.KeepAsync(
            tables =>
            {
                var changed = change(tables.Portfolio.ListTriggers());
                tables.Portfolio.Change(tables.Notices, changed);
                return changed;
            },
            cancellationToken);

    public override Task<DateTimeOffset?> FindTickAsync(string schedule, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Portfolio.FindTick(schedule)));

    public override Task SaveTickAsync(string schedule, DateTimeOffset at, CancellationToken cancellationToken) =>
        hub.KeepAsync(tables => tables.Portfolio.SaveTick(schedule, at), cancellationToken);

    public override Task ImportAsync(PortfolioImport import, CancellationToken cancellationToken) => hub.WriteAsync(
        tables =>
        {
            Import(tables, import);
            return true;
        },
        cancellationToken);

    public override Task<ImportedFiles?> ReadFilesAsync(string? knownVersion, CancellationToken cancellationToken) => Task.FromResult(hub.Read(tables =>
        tables.Portfolio.FindFilesVersion() is { } version && version != knownVersion ? tables.Portfolio.ReadFiles() : null));

    private static void Import(HubTables tables, PortfolioImport import)
    {
        tables.Telemetry.Write(import.Telemetry);
        tables.Risks.Change(tables.Notices, import.RiskEvents.Where(risk => tables.Risks.Find(risk.EventId)?.Stands(risk) != true));
        foreach (var snapshot in import.Snapshots)
        {
            tables.Portfolio.Save(snapshot);
        }

        if (import.Files is { } files)
        {
            tables.Portfolio.Put(files);
        }
    }
}

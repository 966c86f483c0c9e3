using MissionControl.Embedded.Hub;
using MissionControl.Portfolio;
using MissionControl.Risk;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Memory;

internal sealed class MemoryPortfolio : PortfolioTable
{
    private readonly SortedDictionary<DateOnly, PortfolioSnapshot> _snapshots = [];
    private readonly SortedDictionary<DateOnly, DailyRiskRollup> _rollups = [];
    private readonly Dictionary<(string Type, DateTimeOffset FiredAt), ExecutiveTrigger> _history = [];
    private readonly Dictionary<string, DateTimeOffset> _ticks = new(StringComparer.Ordinal);
    private IReadOnlyList<ExecutiveTrigger> _active = [];
    private ImportedFiles? _files;

    public override PortfolioSnapshot? FindSnapshot(DateOnly date) => _snapshots.GetValueOrDefault(date);

    public override IReadOnlyList<PortfolioSnapshot> ListSnapshots(DateOnly? until, int limit) =>
        [.. _snapshots.Values.Reverse().Where(snapshot => !(snapshot.SnapshotDate > until)).Take(limit)];

    public override void Put(PortfolioSnapshot snapshot) => _snapshots[snapshot.SnapshotDate] = snapshot;

    public override DailyRiskRollup? FindRollup(DateOnly date) => _rollups.GetValueOrDefault(date);

    public override IReadOnlyList<DailyRiskRollup> ListRollups(int limit) => [.. _rollups.Values.Reverse().Take(limit)];

    public override void Put(DailyRiskRollup rollup) => _rollups[rollup.RollupDate] = rollup;

    public override IReadOnlyList<ExecutiveTrigger> ListTriggers() => _active;

    public override void PutTriggers(IReadOnlyList<ExecutiveTrigger> active) => _active = [.. active.OrderBy(trigger => trigger.TriggerType, StringComparer.Ordinal)];

    public override IReadOnlyList<ExecutiveTrigger> ListHistory(int limit) =>
        [.. _history.Values.OrderByDescending(trigger => trigger.FiredAt).ThenBy(trigger => trigger.TriggerType, StringComparer.Ordinal).Take(limit)];

    public override void PutHistory(ExecutiveTrigger trigger) => _history[(trigger.TriggerType, trigger.FiredAt)] = trigger;

    public override DateTimeOffset? FindTick(string schedule) => _ticks.TryGetValue(schedule, out var at) ? at : null;

    public override void PutTick(string schedule, DateTimeOffset at) => _ticks[schedule] = at;

    public override string? FindFilesVersion() => _files?.Version;

    public override ImportedFiles? ReadFiles() => _files;

    public override void Put(ImportedFiles files) => _files = files;
}

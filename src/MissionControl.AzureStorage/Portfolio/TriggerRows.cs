using MissionControl.AzureStorage.Notices;
using MissionControl.AzureStorage.Tables;
using MissionControl.Portfolio;

namespace MissionControl.AzureStorage.Portfolio;

/// <summary>The active triggers in one row, which changes with the history and the notices in one batch.</summary>
internal sealed class TriggerRows(ITableGateway tables, NoticeRows notices)
{
    public const string Partition = "triggers";

    private const string History = "history ";
    private const string Triggers = "Triggers";
    private static readonly TableKey Active = new(Partition, "active");

    public async Task<IReadOnlyList<ExecutiveTrigger>> ListAsync(CancellationToken cancellationToken) =>
        Read(await tables.GetAsync(StorageNames.ExecutiveTriggers, Active, cancellationToken));

    public async Task<IReadOnlyList<ExecutiveTrigger>> ListHistoryAsync(int limit, CancellationToken cancellationToken)
    {
        var rows = await tables.ReadFirstAsync(StorageNames.ExecutiveTriggers, TableRange.StartingWith(Partition, History), limit, cancellationToken);
        return [.. rows.SelectMany(Read)];
    }

    public async Task<TriggerChange> ChangeAsync(Func<IReadOnlyList<ExecutiveTrigger>, TriggerChange> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var there = await tables.GetAsync(StorageNames.ExecutiveTriggers, Active, cancellationToken);
            var before = Read(there);
            var changed = change(before);
            var row = Row(Active, [.. changed.Active.OrderBy(trigger => trigger.TriggerType, StringComparer.Ordinal)]) with { Tag = there?.Tag };
            if (changed.Fired.Count + changed.Cleared.Count == 0 && before.SequenceEqual(Read(row)))
            {
                return changed;
            }

            List<TableChange> changes = [there is null ? new TableChange.Insert(row) : new TableChange.Replace(row)];
            changes.AddRange(changed.Fired.Concat(changed.Cleared).Select(trigger => new TableChange.Upsert(Row(Key(trigger), [trigger]))));
            foreach (var notice in TriggerNotification.Of(changed))
            {
                changes.AddRange(await notices.AddAsync(notice, cancellationToken));
            }

            if (await tables.TryApplyAsync(StorageNames.ExecutiveTriggers, changes, cancellationToken))
            {
                return changed;
            }
        }
    }

    private static TableKey Key(ExecutiveTrigger trigger) => new(Partition, $"{History}{KeyText.NewestFirst(trigger.FiredAt)} {KeyText.Of(trigger.TriggerType)}");

    private static TableRow Row(TableKey key, IReadOnlyList<ExecutiveTrigger> triggers) => new(key, new Dictionary<string, object> { [Triggers] = Wire.Serialize(triggers) });

    private static IReadOnlyList<ExecutiveTrigger> Read(TableRow? row) => row?.Text(Triggers) is { } text ? Wire.Deserialize<List<ExecutiveTrigger>>(text)! : [];
}

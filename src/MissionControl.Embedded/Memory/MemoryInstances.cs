using MissionControl.Embedded.Hub;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Memory;

internal sealed class MemoryInstances : InstanceTable
{
    private readonly Dictionary<string, Entry> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<long, Entry> _byKey = [];
    private readonly Dictionary<(long Key, long TaskId), TimerRow> _timers = [];
    private readonly SortedDictionary<long, InboxRow> _inbox = [];

    public override InstanceRow? Find(string id) => _byId.GetValueOrDefault(id)?.Row;

    public override void Insert(InstanceRow row)
    {
        var entry = new Entry { Row = row };
        _byId.Add(row.Id, entry);
        _byKey.Add(row.Key, entry);
    }

    public override void Update(InstanceRow row) => _byKey[row.Key].Row = row;

    public override void Delete(long key)
    {
        if (_byKey.Remove(key, out var entry))
        {
            _byId.Remove(entry.Row.Id);
            RemoveAll(_timers, timer => timer.Key == key);
            RemoveAll(_inbox, message => message.Target == entry.Row.Id);
        }
    }

    public override void Append(long key, HistoryChunk chunk) => _byKey[key].Chunks.Add(chunk.Events);

    public override void DeleteHistory(long key) => _byKey[key].Chunks.Clear();

    public override List<HistoryEvent> ReadHistory(long key) => _byKey.TryGetValue(key, out var entry) ? [.. entry.Chunks.SelectMany(chunk => chunk)] : [];

    public override void AddTimer(TimerRow timer) => _timers.Add((timer.Key, timer.TaskId), timer);

    public override void RemoveTimer(long key, long taskId) => _timers.Remove((key, taskId));

    public override IReadOnlyList<TimerRow> ReadTimers() => [.. _timers.Values];

    public override void AddMessage(InboxRow message) => _inbox.Add(message.Id, message);

    public override void RemoveMessage(long id) => _inbox.Remove(id);

    public override IReadOnlyList<InboxRow> ReadMessages() => [.. _inbox.Values];

    public override IReadOnlyList<string> ReadActive() => [.. _byId.Values.Where(entry => entry.Row.Active).OrderBy(entry => entry.Row.Key).Select(entry => entry.Row.Id)];

    public override IReadOnlyList<string> ReadOpenChildren(string parentId) =>
        [.. _byId.Values.Where(entry => entry.Row.Parent?.InstanceId == parentId && !entry.Row.IsFinal).OrderBy(entry => entry.Row.Key).Select(entry => entry.Row.Id)];

    public override IReadOnlyList<InstanceRow> ReadRun(string runId) =>
    [
        .. _byId.Values.Select(entry => entry.Row)
            .Where(row => row.Id == runId || row.Id.StartsWith(runId + "~", StringComparison.Ordinal))
            .OrderBy(row => row.Key),
    ];

    public override IReadOnlyList<Suspect> ReadAtStake(DateTimeOffset now)
    {
        var ids = _inbox.Values.Select(message => message.Target).ToHashSet(StringComparer.Ordinal);
        var keys = _timers.Values.Where(timer => timer.Due <= now).Select(timer => timer.Key).ToHashSet();
        return
        [
            .. _byId.Values.Where(entry => entry.Row.Status == InstanceStatus.Running && (entry.Row.Active || ids.Contains(entry.Row.Id) || keys.Contains(entry.Row.Key)))
                .OrderBy(entry => entry.Row.Id, StringComparer.Ordinal)
                .Select(entry => new Suspect(entry.Row.Id, entry.Row.Generation, entry.Chunks.Sum(chunk => chunk.Count), 0, true)),
        ];
    }

    public override IReadOnlyList<InstanceRow> ReadQuarantined() =>
        [.. _byId.Values.Select(entry => entry.Row).Where(row => row.Status == InstanceStatus.Quarantined).OrderBy(row => row.Id, StringComparer.Ordinal)];

    public override long LastKey() => _byKey.Count == 0 ? 0 : _byKey.Keys.Max();

    public override long LastMessage() => _inbox.Count == 0 ? 0 : _inbox.Keys.Last();

    private static void RemoveAll<TKey, TValue>(IDictionary<TKey, TValue> table, Func<TValue, bool> condition)
    {
        foreach (var key in table.Where(row => condition(row.Value)).Select(row => row.Key).ToList())
        {
            table.Remove(key);
        }
    }

    private sealed class Entry
    {
        public required InstanceRow Row { get; set; }

        public List<IReadOnlyList<HistoryEvent>> Chunks { get; } = [];
    }
}

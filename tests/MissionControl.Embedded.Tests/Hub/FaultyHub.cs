using MissionControl.Embedded.Hub;
using MissionControl.Embedded.Memory;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Tests.Hub;

/// <summary>A hub in memory whose reads of histories and whose writes fail as a test says.</summary>
internal sealed class FaultyHub : HubStore
{
    private readonly MemoryHub _hub = new();

    /// <summary>What a read of the instance's history throws; null for none.</summary>
    public Func<string, Exception?> Reading { get; set; } = _ => null;

    /// <summary>Why a unit is refused; null when it is not.</summary>
    public Func<CommitUnit, Exception?> Refusing { get; set; } = _ => null;

    /// <summary>Why nothing can be written; null when it can.</summary>
    public Func<Exception?> Writing { get; set; } = () => null;

    public override void Apply(IReadOnlyList<CommitUnit> batch)
    {
        if (Writing() is { } error)
        {
            throw error;
        }

        foreach (var unit in batch)
        {
            unit.Error = Refusing(unit);
        }

        _hub.Apply([.. batch.Where(unit => unit.Error is null)]);
    }

    public override T Read<T>(Func<HubTables, T> read) => _hub.Read(read);

    public override HistoryChunk Encode(long first, IReadOnlyList<HistoryEvent> events) => _hub.Encode(first, events);

    public override List<HistoryEvent> ReadHistory(InstanceRow row, HistoryTail? tail) =>
        Reading(row.Id) is { } error ? throw error : _hub.ReadHistory(row, tail);

    public override void Dispose() => _hub.Dispose();
}

using MissionControl.Embedded.Hub;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Memory;

/// <summary>A hub in memory: the same semantics, for tests and rehearsals. Units check before they write, so that a refused one leaves no trace.</summary>
internal sealed class MemoryHub : HubStore
{
    private readonly MemoryTables _tables = new();
    private readonly Lock _gate = new();

    public override void Apply(IReadOnlyList<CommitUnit> batch)
    {
        foreach (var unit in batch)
        {
            lock (_gate)
            {
                try
                {
                    unit.Apply(_tables);
                }
                catch (Exception error) when (error is not OutOfMemoryException)
                {
                    unit.Error = error;
                }
            }
        }
    }

    public override T Read<T>(Func<HubTables, T> read)
    {
        lock (_gate)
        {
            return read(_tables);
        }
    }

    public override HistoryChunk Encode(long first, IReadOnlyList<HistoryEvent> events) => new(first, events, null);

    public override void Dispose()
    {
        // It may be opened again: what it holds is its point.
    }
}

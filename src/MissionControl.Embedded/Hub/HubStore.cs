using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Hub;

/// <summary>Where a hub lies. Reads see only what was committed.</summary>
internal abstract class HubStore : IDisposable
{
    /// <summary>
    /// Writes the units and makes them durable together. A unit that cannot be applied gets its error in <see cref="CommitUnit.Error"/> and leaves
    /// no trace; the others do not notice. Called by the committer only.
    /// </summary>
    /// <exception cref="HubUnavailableException">Nothing was written: the disk is full, the file is locked, the device fails.</exception>
    public abstract void Apply(IReadOnlyList<CommitUnit> batch);

    /// <summary>Any thread. The function must not keep the tables.</summary>
    public abstract T Read<T>(Func<HubTables, T> read);

    /// <summary>Turns events into what <see cref="InstanceTable.Append"/> takes; here, on the caller's thread, and not in the commit.</summary>
    public abstract HistoryChunk Encode(long first, IReadOnlyList<HistoryEvent> events);

    public abstract void Dispose();
}

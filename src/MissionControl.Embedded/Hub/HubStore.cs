using MissionControl.Embedded.Sealing;
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

    /// <summary>The same for a message of a turn.</summary>
    public virtual InboxRow Prepare(InboxRow message) => message;

    /// <summary>Seals what a turn writes: its chunk, when there is one, and the row as it then stands. On the caller's thread, as <see cref="Encode"/>.</summary>
    /// <param name="before">Where the history ended before; null for the first chunk of an execution.</param>
    /// <returns>Where it ends then; null when the hub seals nothing.</returns>
    public virtual HistoryTail? Seal(InstanceRow row, HistoryTail? before, HistoryChunk? chunk) => null;

    /// <summary>The row is what the runtime wrote.</summary>
    /// <exception cref="TamperedHistoryException">It is not.</exception>
    public virtual void Check(InstanceRow row)
    {
    }

    /// <summary>The events of the instance's current execution up to the tail, all of them what the runtime wrote.</summary>
    /// <exception cref="TamperedHistoryException">They are not.</exception>
    public virtual List<HistoryEvent> ReadHistory(InstanceRow row, HistoryTail? tail) => Read(tables => tables.Instances.ReadHistory(row.Key));

    /// <summary>Tells other processes where this one serves the hub; a hub that nobody else can see tells nobody.</summary>
    public virtual void Announce(string? address, string? key)
    {
    }

    public abstract void Dispose();
}

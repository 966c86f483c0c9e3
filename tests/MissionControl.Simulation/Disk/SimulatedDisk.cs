using MissionControl.Embedded;
using MissionControl.Embedded.Hub;
using MissionControl.Embedded.Memory;
using MissionControl.Embedded.Sealing;
using MissionControl.Embedded.Sqlite;
using MissionControl.Runtime.History;

namespace MissionControl.Simulation.Disk;

/// <summary>
/// A hub as a log of transactions that outlives every process. A transaction is in the log as a whole or not at all; what a process sees
/// is the log, read from its beginning whenever something was lost.
/// </summary>
/// <param name="committed">Told what became durable: the key of an instance and its new events.</param>
internal sealed class SimulatedDisk(Func<CommitFault> next, Action<long, IReadOnlyList<HistoryEvent>> committed) : HubStore
{
    private readonly List<Action<HubTables>> _log = [];
    private readonly List<Action<HubTables>> _transaction = [];
    private readonly List<(long Key, IReadOnlyList<HistoryEvent> Events)> _happened = [];
    private readonly Dictionary<long, string> _ids = [];
    private readonly HistorySeals _seals = new("the key of the simulation, 32 by"u8.ToArray());
    private MemoryTables _tables = new();

    public int Commits { get; private set; }

    public HubTables Tables => _tables;

    /// <summary>Histories as they are stored, by key.</summary>
    public Dictionary<long, List<HistoryChunk>> Chunks { get; } = [];

    public override void Apply(IReadOnlyList<CommitUnit> batch)
    {
        var fault = next();
        if (fault is CommitFault.FailsBefore)
        {
            throw new HubUnavailableException("The simulated disk does not answer.", null);
        }

        if (fault is CommitFault.DiesBefore)
        {
            throw new ProcessDiedException();
        }

        // The torn tail: some of it was written when it ended, and none of it is found afterwards.
        var part = fault is CommitFault.DiesTorn ? batch.Take(batch.Count / 2).ToList() : batch;
        Write(part);
        if (fault is CommitFault.DiesTorn or CommitFault.FailsAtTheEnd)
        {
            Lose();
            throw fault is CommitFault.DiesTorn ? new ProcessDiedException() : new HubUnavailableException("The simulated disk is full.", null);
        }

        Keep();
        if (fault is CommitFault.DiesAfter)
        {
            throw new ProcessDiedException();
        }
    }

    public override T Read<T>(Func<HubTables, T> read) => read(_tables);

    /// <summary>Events cross the disk as bytes.</summary>
    public override HistoryChunk Encode(long first, IReadOnlyList<HistoryEvent> events)
    {
        var read = new List<HistoryEvent>(events.Count);
        var bytes = HistoryCodec.Encode(events);
        HistoryCodec.Decode(bytes, read);
        return new HistoryChunk(first, read, bytes);
    }

    public override HistoryTail? Seal(InstanceRow row, HistoryTail? before, HistoryChunk? chunk)
    {
        var length = (before?.Length ?? 0) + (chunk?.Events.Count ?? 0);
        var last = before?.Seal ?? HistorySeals.None;
        if (chunk is not null)
        {
            chunk.Seal = last = _seals.SealChunk(row.Id, row.Generation, last, chunk.First, chunk.Events.Count, chunk.Encoded);
        }

        return new HistoryTail(length, last, _seals.SealRow(row.Id, row.Generation, row.Status, length, last));
    }

    public override void Check(InstanceRow row) => Require(row, new SealCheck(_seals, row.Id, row.Generation).FindFault(row.Tail, SealCheck.Before(row.Status)));

    public override List<HistoryEvent> ReadHistory(InstanceRow row, HistoryTail? tail)
    {
        var check = new SealCheck(_seals, row.Id, row.Generation);
        foreach (var chunk in ChunksOf(row.Key))
        {
            Require(row, check.FindFault(chunk.First, chunk.Events.Count, chunk.Encoded, chunk.Seal));
        }

        Require(row, tail is null ? "its row has no seal" : check.FindEndFault(tail));
        return _tables.Instances.ReadHistory(row.Key);
    }

    public List<HistoryChunk> ChunksOf(long key)
    {
        if (!Chunks.TryGetValue(key, out var chunks))
        {
            Chunks.Add(key, chunks = []);
        }

        return chunks;
    }

    public string IdOf(long key) => _ids[key];

    /// <summary>Keys of lost transactions are given again.</summary>
    public void Note(InstanceRow row) => _ids[row.Key] = row.Id;

    public void Note(long key, IReadOnlyList<HistoryEvent> events) => _happened.Add((key, events));

    public override void Dispose()
    {
        // The disk stays when a process ends.
    }

    private static void Require(InstanceRow row, string? fault)
    {
        if (fault is not null)
        {
            throw new TamperedHistoryException(row.Id, fault);
        }
    }

    private void Write(IReadOnlyList<CommitUnit> batch)
    {
        for (var refused = true; refused;)
        {
            refused = false;
            var tables = new LoggedTables(_tables, Note, this);
            foreach (var unit in batch.Where(unit => unit.Error is null))
            {
                try
                {
                    unit.Apply(tables);
                }
                catch (Exception error) when (error is not OutOfMemoryException)
                {
                    unit.Error = error;
                    refused = true;
                    Lose();
                    break;
                }
            }
        }
    }

    private void Note(Action<HubTables> write)
    {
        write(_tables);
        _transaction.Add(write);
    }

    private void Keep()
    {
        Commits++;
        _log.AddRange(_transaction);
        _transaction.Clear();
        _happened.ForEach(one => committed(one.Key, one.Events));
        _happened.Clear();
    }

    private void Lose()
    {
        _transaction.Clear();
        _happened.Clear();
        Chunks.Clear();
        _tables = new MemoryTables();
        _log.ForEach(write => write(_tables));
    }
}

/// <summary>What happens to one transaction.</summary>
internal enum CommitFault
{
    None,
    FailsBefore,

    /// <summary>It was applied and has to be taken back.</summary>
    FailsAtTheEnd,
    DiesBefore,
    DiesTorn,
    DiesAfter,
}

/// <summary>The process ends here: nothing in it runs any further.</summary>
internal sealed class ProcessDiedException() : Exception("The process died.");

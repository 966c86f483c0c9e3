using MissionControl.Embedded.Hub;
using MissionControl.Embedded.Sealing;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Sqlite;

/// <summary>Histories as they lie in the file, chunk by chunk.</summary>
internal sealed class SqliteHistory(SqliteSession session)
{
    /// <summary>The events as they are found, unchecked.</summary>
    /// <exception cref="DamagedHistoryException">They cannot be read.</exception>
    public List<HistoryEvent> Read(long key)
    {
        var events = new List<HistoryEvent>();
        var read = session["SELECT first, events FROM history WHERE key = ?1 ORDER BY first"].Bind(1, key);
        try
        {
            while (read.Step())
            {
                Decode(key, read, events);
            }
        }
        finally
        {
            read.Reset();
        }

        return events;
    }

    /// <returns>The events, when each chunk and the end of the history fit.</returns>
    public List<HistoryEvent> Read(long key, HistoryTail tail, SealCheck check, Func<string, Exception> fault)
    {
        var events = new List<HistoryEvent>();
        var read = session["SELECT first, events, seal FROM history WHERE key = ?1 ORDER BY first"].Bind(1, key);
        try
        {
            while (read.Step())
            {
                Next(read, check, fault, events);
            }
        }
        finally
        {
            read.Reset();
        }

        return check.FindEndFault(tail) is { } end ? throw fault(end) : events;
    }

    /// <summary>The seals as they are found, unchecked.</summary>
    public SealedHistory ReadSeals(InstanceRow row)
    {
        var chunks = new List<SealedChunk>();
        var read = session["SELECT first, events, seal FROM history WHERE key = ?1 ORDER BY first"].Bind(1, row.Key);
        while (read.Step())
        {
            chunks.Add(new SealedChunk(read.Int64(0), chunks.Count > 0 ? chunks[^1].Seal : null, read.IsNull(2) ? null : Convert.ToHexStringLower(read.Bytes(2)), HistoryCodec.Split(read.Bytes(1))));
        }

        return new SealedHistory(
            Wire.Word(row.Status),
            row.Generation,
            row.Tail?.Length,
            row.Tail is { } tail ? Convert.ToHexStringLower(tail.Seal) : null,
            row.Tail is { } sealedRow ? Convert.ToHexStringLower(sealedRow.RowSeal) : null,
            chunks);
    }

    // What is read is believed only with its seal; a chunk that cannot be read may still be one that was written.
    private static void Next(Statement read, SealCheck check, Func<string, Exception> fault, List<HistoryEvent> events)
    {
        var before = events.Count;
        var chunk = read.Bytes(1);
        Exception? unreadable = null;
        var count = 0;
        try
        {
            HistoryCodec.Decode(chunk, events);
            count = events.Count - before;
        }
        catch (Exception error) when (HistoryCodec.IsUnreadable(error))
        {
            unreadable = error;
            count = HistoryCodec.Count(chunk);
        }

        if (check.FindFault(read.Int64(0), count, chunk, read.Bytes(2)) is { } found)
        {
            throw fault(found);
        }

        if (unreadable is not null)
        {
            throw new DamagedHistoryException(check.InstanceId, read.Int64(0), unreadable);
        }
    }

    private void Decode(long key, Statement read, List<HistoryEvent> events)
    {
        try
        {
            HistoryCodec.Decode(read.Bytes(1), events);
        }
        catch (Exception error) when (HistoryCodec.IsUnreadable(error))
        {
            var owner = session["SELECT id FROM instances WHERE key = ?1"].Bind(1, key);
            var id = owner.Step() ? owner.Text(0) : "unknown";
            owner.Reset();
            throw new DamagedHistoryException(id, read.Int64(0), error);
        }
    }
}

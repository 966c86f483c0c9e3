using System.Text.Json;
using MissionControl.Embedded.Execution;
using MissionControl.Embedded.Hub;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Sqlite;

internal sealed class SqliteInstances(SqliteSession session) : InstanceTable
{
    private const string Columns = "key, id, name, created_at, run_id, parent_id, parent_task, parent_generation, generation, status, active, "
        + "custom_status, output, error, seen_events, completed_at, length, seal, row_seal";

    public override InstanceRow? Find(string id)
    {
        var find = session[$"SELECT {Columns} FROM instances WHERE id = ?1"].Bind(1, id);
        var row = find.Step() ? Read(find) : null;
        find.Reset();
        return row is { Status: InstanceStatus.Completed, Output: null } ? row with { Output = ReadOutput(row.Key) } : row;
    }

    public override void Insert(InstanceRow row)
    {
        var insert = session[$"INSERT INTO instances({Columns}) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"];
        insert.Bind(2, row.Id).Bind(3, row.Name).Bind(4, row.CreatedAt).Bind(5, row.RunId);
        insert.Bind(6, row.Parent?.InstanceId).Bind(7, row.Parent?.TaskId).Bind(8, row.Parent?.Generation);
        BindChanging(insert, row).Run();
    }

    // A row that came without seals keeps what it has instead of them: somebody will want to look at it.
    public override void Update(InstanceRow row) => BindChanging(
        session["UPDATE instances SET generation = ?9, status = ?10, active = ?11, custom_status = ?12, output = ?13, error = ?14, seen_events = ?15, completed_at = ?16, "
            + "length = ifnull(?17, length), seal = ifnull(?18, seal), row_seal = ifnull(?19, row_seal) WHERE key = ?1"],
        row).Run();

    public override void Delete(long key)
    {
        DeleteHistory(key);
        session["DELETE FROM timers WHERE key = ?1"].Bind(1, key).Run();
        session["DELETE FROM inbox WHERE target = (SELECT id FROM instances WHERE key = ?1)"].Bind(1, key).Run();
        session["DELETE FROM instances WHERE key = ?1"].Bind(1, key).Run();
    }

    public override void Append(long key, HistoryChunk chunk) =>
        session["INSERT INTO history(key, first, events, seal) VALUES(?1, ?2, ?3, ?4)"]
            .Bind(1, key).Bind(2, chunk.First).Bind(3, chunk.Encoded).Bind(4, chunk.Seal).Run();

    public override void Advance(long key, HistoryTail tail) =>
        session["UPDATE instances SET length = ?2, seal = ?3, row_seal = ?4 WHERE key = ?1"]
            .Bind(1, key).Bind(2, tail.Length).Bind(3, tail.Seal).Bind(4, tail.RowSeal).Run();

    public override void DeleteHistory(long key) => session["DELETE FROM history WHERE key = ?1"].Bind(1, key).Run();

    public override List<HistoryEvent> ReadHistory(long key) => session.History.Read(key);

    public override void AddTimer(TimerRow timer) =>
        session["INSERT INTO timers(key, task, generation, due) VALUES(?1, ?2, ?3, ?4)"]
            .Bind(1, timer.Key).Bind(2, timer.TaskId).Bind(3, timer.Generation).Bind(4, timer.Due).Run();

    public override void RemoveTimer(long key, long taskId) =>
        session["DELETE FROM timers WHERE key = ?1 AND task = ?2"].Bind(1, key).Bind(2, taskId).Run();

    public override IReadOnlyList<TimerRow> ReadTimers()
    {
        var timers = new List<TimerRow>();
        var read = session["SELECT t.key, t.task, i.id, t.generation, t.due FROM timers t JOIN instances i ON i.key = t.key"];
        while (read.Step())
        {
            timers.Add(new TimerRow(read.Int64(0), read.Int64(1), read.Text(2), (int)read.Int64(3), read.Time(4)));
        }

        return timers;
    }

    public override void AddMessage(InboxRow message) =>
        session["INSERT INTO inbox(id, target, generation, event) VALUES(?1, ?2, ?3, ?4)"]
            .Bind(1, message.Id).Bind(2, message.Target).Bind(3, message.Generation).BindText(4, message.Encoded ?? EventWriter.Write(message.Event)).Run();

    public override void RemoveMessage(long id) => session["DELETE FROM inbox WHERE id = ?1"].Bind(1, id).Run();

    public override IReadOnlyList<InboxRow> ReadMessages()
    {
        var messages = new List<InboxRow>();
        var read = session["SELECT id, target, generation, event FROM inbox ORDER BY id"];
        while (read.Step())
        {
            messages.Add(new InboxRow(read.Int64(0), read.Text(1), (int?)read.NullableInt64(2), ReadMessage(read.Text(3))));
        }

        return messages;
    }

    public override IReadOnlyList<string> ReadActive()
    {
        var ids = new List<string>();
        var read = session["SELECT id FROM instances WHERE active = 1 ORDER BY key"];
        while (read.Step())
        {
            ids.Add(read.Text(0));
        }

        return ids;
    }

    public override IReadOnlyList<string> ReadOpenChildren(string parentId)
    {
        var ids = new List<string>();
        var read = session["SELECT id, status FROM instances WHERE parent_id = ?1 ORDER BY key"].Bind(1, parentId);
        while (read.Step())
        {
            if (!InstanceRow.IsEnd((InstanceStatus)read.Int64(1)))
            {
                ids.Add(read.Text(0));
            }
        }

        return ids;
    }

    // '~' is in no run id, and 0x7F is the next character after it.
    public override IReadOnlyList<InstanceRow> ReadRun(string runId)
    {
        var rows = new List<InstanceRow>();
        var read = session[$"SELECT {Columns} FROM instances WHERE id = ?1 OR (id > ?1 || '~' AND id < ?1 || char(127)) ORDER BY key"].Bind(1, runId);
        while (read.Step())
        {
            rows.Add(Read(read));
        }

        return rows;
    }

    public override IReadOnlyList<Suspect> ReadAtStake(DateTimeOffset now)
    {
        var found = new List<Suspect>();
        var read = session["""
            SELECT id, generation, ifnull(length, 0) FROM instances WHERE active = 1 AND status = 0
            UNION SELECT i.id, i.generation, ifnull(i.length, 0) FROM inbox b JOIN instances i ON i.id = b.target WHERE i.status = 0
            UNION SELECT i.id, i.generation, ifnull(i.length, 0) FROM timers t JOIN instances i ON i.key = t.key WHERE t.due <= ?1 AND i.status = 0
            """].Bind(1, now);
        while (read.Step())
        {
            found.Add(new Suspect(read.Text(0), (int)read.Int64(1), read.Int64(2), 0, true));
        }

        return found;
    }

    // The number stands in the text so that the index of the quarantined ones is used.
    public override IReadOnlyList<InstanceRow> ReadQuarantined()
    {
        var rows = new List<InstanceRow>();
        var read = session[$"SELECT {Columns} FROM instances WHERE status = 7 ORDER BY id"];
        while (read.Step())
        {
            rows.Add(Read(read));
        }

        return rows;
    }

    public override long LastKey() => session.Number("SELECT max(key) FROM instances");

    public override long LastMessage() => session.Number("SELECT max(id) FROM inbox");

    /// <summary>What an instance returned stands in its last event, and is not written a second time.</summary>
    private string? ReadOutput(long key)
    {
        var read = session["SELECT events FROM history WHERE key = ?1 ORDER BY first DESC LIMIT 1"].Bind(1, key);
        var events = new List<HistoryEvent>();
        try
        {
            if (read.Step())
            {
                HistoryCodec.Decode(read.Bytes(0), events);
            }
        }
        catch (Exception error) when (HistoryCodec.IsUnreadable(error))
        {
            // Whoever reads the history is told; the row alone is sound.
            events.Clear();
        }
        finally
        {
            read.Reset();
        }

        return (events.LastOrDefault() as ExecutionCompleted)?.Result;
    }

    private static Statement BindChanging(Statement statement, InstanceRow row) => statement
        .Bind(1, row.Key)
        .Bind(9, row.Generation)
        .Bind(10, (long)row.Status)
        .Bind(11, row.Active ? 1 : 0)
        .Bind(12, row.CustomStatus)
        .Bind(13, row.Status == InstanceStatus.Completed ? null : row.Output)
        .Bind(14, row.Error is null ? null : Wire.Serialize(row.Error))
        .Bind(15, row.SeenEvents.Count == 0 ? null : Wire.Serialize(row.SeenEvents))
        .Bind(16, row.CompletedAt)
        .Bind(17, row.Tail?.Length)
        .Bind(18, row.Tail?.Seal)
        .Bind(19, row.Tail?.RowSeal);

    /// <summary>A message that cannot be read is its receiver's trouble, not that of the whole hub.</summary>
    private static HistoryEvent ReadMessage(string text)
    {
        try
        {
            return Wire.Deserialize<HistoryEvent>(text) ?? throw new JsonException("The message is empty.");
        }
        catch (Exception error) when (HistoryCodec.IsUnreadable(error))
        {
            return new UnreadableMessage(error.Message);
        }
    }

    private static HistoryTail? ReadTail(Statement row, int column) => row.IsNull(column) || row.IsNull(column + 1) || row.IsNull(column + 2)
        ? null
        : new HistoryTail(row.Int64(column), row.Bytes(column + 1).ToArray(), row.Bytes(column + 2).ToArray());

    private static InstanceRow Read(Statement row) => new(row.Int64(0), row.Text(1), row.Text(2), row.Time(3))
    {
        RunId = row.NullableText(4),
        Parent = row.IsNull(5) ? null : new ParentTask(row.Text(5), row.Int64(6), (int)row.Int64(7)),
        Generation = (int)row.Int64(8),
        Status = (InstanceStatus)row.Int64(9),
        Active = row.Int64(10) == 1,
        CustomStatus = row.NullableText(11),
        Output = row.NullableText(12),
        Error = row.IsNull(13) ? null : Wire.Deserialize<FailureDetails>(row.Text(13)),
        SeenEvents = row.IsNull(14) ? [] : Wire.Deserialize<List<string>>(row.Text(14))!,
        CompletedAt = row.NullableTime(15),
        Tail = ReadTail(row, 16),
    };
}

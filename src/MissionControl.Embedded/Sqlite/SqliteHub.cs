using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using MissionControl.Embedded.Hub;
using MissionControl.Embedded.Sealing;
using MissionControl.Runtime.History;
using SQLitePCL;

namespace MissionControl.Embedded.Sqlite;

/// <summary>A hub in one SQLite file: write-ahead log, every commit synced to the disk before it is answered.</summary>
internal sealed class SqliteHub : HubStore
{
    private readonly HubLock _lock;
    private readonly string _readerConnection;
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private readonly SqliteSession _writer;

    private readonly HistorySeals _seals;

    private SqliteHub(HubLock held, string path, HistorySeals seals)
    {
        _lock = held;
        _seals = seals;
        _readerConnection = ConnectionString(path, SqliteOpenMode.ReadOnly);
        _writer = new SqliteSession(ConnectionString(path, SqliteOpenMode.ReadWriteCreate));
    }

    /// <exception cref="HubInUseException">Another process owns it.</exception>
    /// <exception cref="HubFormatException">The file is something else.</exception>
    /// <exception cref="HubKeyException">Its key is missing or another one.</exception>
    public static SqliteHub Open(string path, string? key)
    {
        var full = Path.GetFullPath(path);
        HubLock? held = null;
        HistorySeals? seals = null;
        SqliteHub? hub = null;
        try
        {
            HubFile.ReadVersion(full);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            Batteries_V2.Init();
            held = HubLock.Take(full);
            seals = new HubSealing(full, key).Open();
            hub = new SqliteHub(held, full, seals);
            new HubMigration(hub._writer, full, seals).Run();
            return hub;
        }
        catch (Exception error)
        {
            hub?._writer.Dispose();
            seals?.Dispose();
            held?.Dispose();
            if (error is SqliteException or IOException or UnauthorizedAccessException)
            {
                throw new HubFormatException($"The hub '{full}' cannot be opened: {error.Message}");
            }

            throw;
        }
    }

    public static string ConnectionString(string path, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ToString();

    public override void Apply(IReadOnlyList<CommitUnit> batch)
    {
        var failed = 0;
        while (failed < batch.Count && !TryApply(batch))
        {
            failed++;
        }
    }

    public override T Read<T>(Func<HubTables, T> read)
    {
        var session = _readers.TryTake(out var kept) ? kept : new SqliteSession(_readerConnection);
        T result;
        try
        {
            session["BEGIN"].Run();
            result = read(session);
            session["COMMIT"].Run();
        }
        catch (SqliteException error) when (IsUnavailable(error))
        {
            session.Dispose();
            throw new HubUnavailableException($"The hub cannot be read: {error.Message}", error);
        }
        catch
        {
            session.Dispose();
            throw;
        }

        _readers.Add(session);
        return result;
    }

    public override HistoryChunk Encode(long first, IReadOnlyList<HistoryEvent> events) => new(first, events, HistoryCodec.Encode(events));

    public override InboxRow Prepare(InboxRow message) => message with { Encoded = EventWriter.Write(message.Event) };

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

    public override void Check(InstanceRow row)
    {
        if (NewCheck(row).FindFault(row.Tail, SealCheck.Before(row.Status)) is { } fault)
        {
            throw new TamperedHistoryException(row.Id, fault);
        }
    }

    public override List<HistoryEvent> ReadHistory(InstanceRow row, HistoryTail? tail) => tail is null
        ? throw new TamperedHistoryException(row.Id, "its row has no seal")
        : Read(tables => ((SqliteSession)tables).History.Read(row.Key, tail, NewCheck(row), fault => new TamperedHistoryException(row.Id, fault)));

    public override void Announce(string? address, string? key) => _lock.Announce(address, key);

    public override void Dispose()
    {
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        _writer.Dispose();
        _seals.Dispose();
        _lock.Dispose();
    }

    private SealCheck NewCheck(InstanceRow row) => new(_seals, row.Id, row.Generation);

    /// <returns>False when a unit got its error and the rest must be applied without it.</returns>
    private bool TryApply(IReadOnlyList<CommitUnit> batch)
    {
        try
        {
            _writer["BEGIN IMMEDIATE"].Run();
            foreach (var unit in batch)
            {
                if (unit.Error is null && !TryApply(unit))
                {
                    RollBack();
                    return false;
                }
            }

            _writer.Counters.Flush();
            _writer["COMMIT"].Run();
            return true;
        }
        catch (SqliteException error)
        {
            RollBack();
            throw new HubUnavailableException($"The hub cannot be written: {error.Message}", error);
        }
    }

    private bool TryApply(CommitUnit unit)
    {
        try
        {
            unit.Apply(_writer);
            return true;
        }
        catch (Exception error) when (error is not OutOfMemoryException && !IsUnavailable(error))
        {
            unit.Error = error;
            return false;
        }
    }

    private void RollBack()
    {
        if (_writer.InTransaction)
        {
            _writer["ROLLBACK"].Run();
        }

        ((SqliteRuns)_writer.Runs).RollBack();
        ((SqliteTelemetry)_writer.Telemetry).RollBack();
    }

    // What the device or another process is to blame for, and not the unit.
    private static bool IsUnavailable(Exception error) => error is SqliteException { SqliteErrorCode: var code }
        && code is raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_NOMEM;
}

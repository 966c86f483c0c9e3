using Microsoft.Data.Sqlite;
using MissionControl.Embedded.Hub;
using MissionControl.Runtime.History;
using SQLitePCL;

namespace MissionControl.Embedded.Sqlite;

/// <summary>
/// Reads beside an owner, or without one. A log beside the file means that an owner is there or was killed: SQLite then reads file and log
/// under its locks. Without a log the file is complete, and is read as it is, since SQLite would otherwise create one.
/// </summary>
internal sealed class SqliteHubReader(string path) : HubStore
{
    private const int Attempts = 20;

    private string Log => path + "-wal";

    /// <exception cref="HubFormatException">The file is no hub, or one of another version.</exception>
    public static SqliteHubReader? Open(string path)
    {
        var full = Path.GetFullPath(path);
        Batteries_V2.Init();
        var version = HubFile.ReadVersion(full);
        return version == 0 ? null
            : version == Schema.Versions.Length ? new SqliteHubReader(full)
            : throw new HubFormatException($"The hub '{full}' has version {version}, this program reads {Schema.Versions.Length}. Open it once for writing: that migrates it.");
    }

    public override T Read<T>(Func<HubTables, T> read)
    {
        for (var attempt = 1; ; attempt++)
        {
            var alone = !HasLog();
            var before = Stamp();
            try
            {
                using var session = new SqliteSession(alone ? Unlocked() : SqliteHub.ConnectionString(path, SqliteOpenMode.ReadOnly));
                session["BEGIN"].Run();
                var result = read(session);
                if (!alone || (!HasLog() && Stamp() == before))
                {
                    return result;
                }
            }
            catch (SqliteException error) when (attempt == Attempts || error.SqliteErrorCode == raw.SQLITE_CORRUPT)
            {
                throw new HubFormatException($"The hub '{path}' cannot be read: {error.Message} Put a copy back, or name another hub file.");
            }
            catch (SqliteException)
            {
                // An owner came or went in between; what was read is void.
            }

            if (attempt == Attempts)
            {
                throw new HubUnavailableException($"The hub '{path}' changes hands all the time. Try again.", null);
            }
        }
    }

    public override void Apply(IReadOnlyList<CommitUnit> batch) => throw new InvalidOperationException("The hub was opened for reading.");

    public override HistoryChunk Encode(long first, IReadOnlyList<HistoryEvent> events) => throw new InvalidOperationException("The hub was opened for reading.");

    public override void Dispose()
    {
        // Every read opens and closes its own connection.
    }

    private bool HasLog() => new FileInfo(Log) is { Exists: true, Length: > 0 };

    private (long Length, DateTime Written) Stamp()
    {
        var file = new FileInfo(path);
        return (file.Length, file.LastWriteTimeUtc);
    }

    private string Unlocked() =>
        new SqliteConnectionStringBuilder { DataSource = new Uri(path).AbsoluteUri + "?immutable=1", Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();
}

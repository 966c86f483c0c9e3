using MissionControl.Embedded.Sealing;

namespace MissionControl.Embedded.Sqlite;

/// <summary>Brings a hub to today's schema in one transaction, an older one with a backup of how it was beside it.</summary>
internal sealed class HubMigration(SqliteSession hub, string path, HistorySeals seals)
{
    private const int FirstSealed = 2;

    /// <summary>The version is read inside the log too: the header of the file alone may be older.</summary>
    public void Run()
    {
        var version = hub.ReadVersion();
        if (version is > 0 && version < Schema.Versions.Length)
        {
            BackUp(version);
        }

        if (version < Schema.Versions.Length)
        {
            Migrate(version);
        }

        hub.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16000;");
        if (HubFile.ReadVersion(path) != Schema.Versions.Length)
        {
            hub.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private void BackUp(int version)
    {
        var backup = $"{path}.v{version}.bak";
        var unfinished = backup + ".new";
        File.Delete(unfinished);
        hub.Execute($"VACUUM INTO '{unfinished.Replace("'", "''", StringComparison.Ordinal)}'");
        using (var copy = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite))
        {
            copy.Flush(flushToDisk: true);
        }

        File.Move(unfinished, backup, overwrite: true);
    }

    // Whatever fails ends the connection, and with it the transaction.
    private void Migrate(int version)
    {
        hub.Execute("PRAGMA synchronous = FULL; BEGIN IMMEDIATE");
        if (version == 0)
        {
            hub.Execute($"PRAGMA application_id = {Schema.ApplicationId}");
        }

        for (var next = version; next < Schema.Versions.Length; next++)
        {
            hub.Execute(Schema.Versions[next]);
        }

        if (version < FirstSealed)
        {
            new FirstSealing(hub, seals).Run();
        }

        hub.Execute($"PRAGMA user_version = {Schema.Versions.Length}; COMMIT");
    }
}

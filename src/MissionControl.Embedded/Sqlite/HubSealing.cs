using Microsoft.Data.Sqlite;
using MissionControl.Embedded.Sealing;

namespace MissionControl.Embedded.Sqlite;

/// <summary>Finds the key that a hub file is sealed with before anything else is done to it.</summary>
/// <param name="given">A key in base64 that takes the place of the key file; null = the file.</param>
internal sealed class HubSealing(string hubFile, string? given)
{
    private readonly string _keyFile = HubKey.FileOf(hubFile);

    /// <returns>The seals of this hub, with a new key when it has never been sealed.</returns>
    /// <exception cref="HubKeyException">The key is missing or another one; nothing was touched.</exception>
    public HistorySeals Open()
    {
        var check = ReadKeyCheck();
        var key = given is not null ? HubKey.Parse(given, "The key that was given for the hub") : HubKey.Read(_keyFile);
        if (key is null && check is not null)
        {
            throw new HubKeyException(
                $"The hub '{hubFile}' is sealed, and its key is missing: there is no '{_keyFile}'. Put that file back, or give the key in the environment variable MISSION_HUB_KEY. "
                + "The hub was not touched; it can still be read.");
        }

        var seals = new HistorySeals(key ?? HubKey.Create(_keyFile));
        if (check is null || check == seals.KeyCheck)
        {
            return seals;
        }

        seals.Dispose();
        var place = given is null ? $"in '{_keyFile}'" : "that was given (MISSION_HUB_KEY)";
        throw new HubKeyException($"The hub '{hubFile}' is sealed with another key than the one {place}. Give the key that the hub was made with. The hub was not touched; it can still be read.");
    }

    /// <returns>Null when the hub has never been sealed.</returns>
    private string? ReadKeyCheck()
    {
        if (HubFile.ReadVersion(hubFile) == 0)
        {
            return null;
        }

        // What an interrupted transaction left must be undone before the file can be believed.
        if (File.Exists(hubFile + "-journal"))
        {
            using var session = new SqliteSession(SqliteHub.ConnectionString(hubFile, SqliteOpenMode.ReadWrite));
            return session.ReadKeyCheck();
        }

        using var reader = new SqliteHubReader(hubFile);
        return reader.Read(tables => ((SqliteSession)tables).ReadKeyCheck());
    }
}

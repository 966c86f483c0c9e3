using System.Globalization;
using System.Text.RegularExpressions;
using MissionControl.Embedded.Sqlite;
using MissionControl.Embedded.Tests.Sealing;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Hub;

public sealed class HubMigrationTests : IDisposable
{
    private readonly HubFolder _folder = new();

    private string Backup => _folder.File + ".v1.bak";

    [Fact]
    public async Task OlderHub_IsBackedUpSealedAndGoesOn()
    {
        var before = await WriteFirstVersionAsync();

        await using (var test = await StartAsync())
        {
            await test.Orchestrations.RaiseEventAsync("a", "go", "ann");
            Assert.Equal("ann", (await test.Orchestrations.WaitForCompletionAsync("a")).ReadOutput<string>());
        }

        Assert.Equal(Schema.Versions.Length.ToString(CultureInfo.InvariantCulture), HubEditor.Read(_folder.File, "PRAGMA user_version"));
        Assert.Equal("0", HubEditor.Read(_folder.File, "SELECT count(*) FROM history WHERE seal IS NULL"));
        Assert.Equal("1", HubEditor.Read(Backup, "PRAGMA user_version"));
        Assert.Equal(before, HubEditor.Read(Backup, "SELECT * FROM history"));
    }

    [Fact]
    public async Task OlderHub_EditedAfterItsMigration_StopsTheInstance()
    {
        await WriteFirstVersionAsync();
        await (await StartAsync()).DisposeAsync();
        HubEditor.Run(_folder.File, "UPDATE history SET events = CAST(replace(CAST(events AS TEXT), 'wait', 'went') AS BLOB)");

        await using var test = await StartAsync();
        await test.Orchestrations.RaiseEventAsync("a", "go", "ann");

        Assert.Equal(OrchestrationState.Tampered, test.Orchestrations.Get("a")!.State);
    }

    [Fact]
    public async Task OlderHub_RefusedForItsKey_IsNotMigrated()
    {
        await WriteFirstVersionAsync();
        await File.WriteAllTextAsync(_folder.File + ".key", "no key");
        var (names, bytes) = (_folder.Names.ToList(), await File.ReadAllBytesAsync(_folder.File));

        await Assert.ThrowsAsync<HubKeyException>(StartAsync);

        Assert.Equal(names, _folder.Names);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder.File));
    }

    [Fact]
    public async Task Migration_KilledBeforeTheFileKnewOfIt_IsNotDoneTwice()
    {
        await WriteFirstVersionAsync();
        var first = await File.ReadAllBytesAsync(_folder.File);
        await (await StartAsync()).DisposeAsync();
        using var killed = new HubFolder();
        LogOf(first, _folder.File, killed.File);
        File.Copy(_folder.File + ".key", killed.File + ".key");

        await using var test = await TestRuntime.StartAsync(Options(killed));

        Assert.Equal(OrchestrationState.Running, test.Orchestrations.Get("a")!.State);
        Assert.False(File.Exists(killed.File + ".v1.bak"));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The older file with a log beside it that makes it the newer one.</summary>
    private static void LogOf(byte[] older, string newer, string target)
    {
        using var working = new HubFolder();
        File.WriteAllBytes(working.File, older);
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={working.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            PRAGMA wal_autocheckpoint = 0; ATTACH '{newer}' AS newer;
            {string.Join('\n', Schema.Versions[1..])} DELETE FROM instances; DELETE FROM history; DELETE FROM hub;
            INSERT INTO instances SELECT * FROM newer.instances; INSERT INTO history SELECT * FROM newer.history; INSERT INTO hub SELECT * FROM newer.hub;
            PRAGMA user_version = {Schema.Versions.Length};
            """;
        command.ExecuteNonQuery();
        File.Copy(working.File, target);
        File.Copy(working.File + "-wal", target + "-wal");
    }

    private async Task<string> WriteFirstVersionAsync()
    {
        await using (var test = await StartAsync())
        {
            await test.Orchestrations.ScheduleAsync("wait", null, "a");
        }

        File.Delete(_folder.File + ".key");
        HubEditor.Run(_folder.File, Undo());
        return HubEditor.Read(_folder.File, "SELECT * FROM history");
    }

    /// <summary>Takes back what the versions after the first added.</summary>
    private static string Undo()
    {
        var added = string.Join('\n', Schema.Versions[1..]);
        var undo = Regex.Matches(added, @"CREATE (?:UNIQUE )?INDEX (\w+)").Select(index => $"DROP INDEX {index.Groups[1]};")
            .Concat(Regex.Matches(added, @"ALTER TABLE (\w+) ADD COLUMN (\w+)").Select(column => $"ALTER TABLE {column.Groups[1]} DROP COLUMN {column.Groups[2]};"))
            .Concat(Regex.Matches(added, @"CREATE TABLE (?!history\()(\w+)").Select(table => $"DROP TABLE {table.Groups[1]};"))
            .Append("ALTER TABLE history RENAME TO later; CREATE TABLE history(key INTEGER NOT NULL, first INTEGER NOT NULL, events BLOB NOT NULL, seal BLOB, PRIMARY KEY(key, first)) WITHOUT ROWID;")
            .Append("INSERT INTO history SELECT * FROM later; DROP TABLE later;");
        return $"UPDATE instances SET length = NULL, seal = NULL; UPDATE history SET seal = NULL; DELETE FROM hub; {string.Concat(undo)} PRAGMA user_version = 1;";
    }

    private Task<TestRuntime> StartAsync() => TestRuntime.StartAsync(Options(_folder));

    private static TestRuntimeOptions Options(HubFolder folder) => new()
    {
        HubFile = folder.File,
        Registry = _ => new OrchestrationRegistry().Orchestrator("wait", async context => await context.WaitForExternalEvent<string>("go")),
    };
}

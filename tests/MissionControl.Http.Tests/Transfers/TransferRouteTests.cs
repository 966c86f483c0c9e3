using MissionControl.Access;
using MissionControl.Testing;

namespace MissionControl.Http.Transfers;

public sealed class TransferRouteTests
{
    private static readonly string Shipped = Repository.PathTo("data", "reference");

    /// <summary>Also from the embedded runtime to Azure, and back.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Export_ImportedIntoAnotherHub_GivesTheSamePortfolio(bool isFromTables, bool isIntoTables)
    {
        await using var first = await ApiServer.StartAsync(isFromTables ? TableHub.On : null);
        await using var second = await ApiServer.StartAsync(isIntoTables ? TableHub.On : null);
        using var from = await first.ClientAsync(Role.Admin);
        using var into = await second.ClientAsync(Role.Admin);
        await from.SendAsync("POST", "/api/import", RecordedFiles.Body(Shipped));
        await from.SendAsync("PUT", "/api/missions/echo", Documents.Echo);
        await from.SendAsync("PUT", "/api/missions/echo", Documents.Echo.Replace("Echo", "Echo again", StringComparison.Ordinal));
        await from.SendAsync("POST", "/api/missions/echo/runs", """{"inputs": {"label": "x"}}""");
        await first.Runtime.WhenIdleAsync();

        var export = await from.SendAsync("GET", "/api/export");
        var imported = await into.SendAsync("POST", "/api/import", export.Text);
        var again = await into.SendAsync("POST", "/api/import", export.Text);

        Assert.Equal((200, 2), (imported.Status, (int)imported.Json["counts"]!["mission_versions"]!["new"]!));
        Assert.Equal((0, 0), ((int)again.Json["counts"]!["runs"]!["new"]!, (int)again.Json["counts"]!["mission_versions"]!["new"]!));
        var until = Uri.EscapeDataString(DateTimeOffset.UtcNow.ToString("O"));
        Assert.Equal(
            RecordedFiles.Figures((await from.SendAsync("GET", $"/api/portfolio?as_of={until}")).Json),
            RecordedFiles.Figures((await into.SendAsync("GET", $"/api/portfolio?as_of={until}")).Json));
        Assert.Equal((await from.SendAsync("GET", "/api/missions/echo")).Text, (await into.SendAsync("GET", "/api/missions/echo")).Text);
    }

    [Fact]
    public async Task Export_WhileARunIsUnderWay_LeavesItOut()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Admin);
        await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Asked, more: ", \"run_id\": \"waiting\""));
        await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo, more: ", \"run_id\": \"ended\""));
        await server.Runtime.WhenIdleAsync();

        var runs = (await client.SendAsync("GET", "/api/export")).Json.AsArray().Select(entry => (string?)entry!["mission_run"]?["run_id"]).OfType<string>();

        Assert.Equal(["ended"], runs);
    }

    [Theory]
    [InlineData("mission_runs.json", "not json", "/files/mission_runs.json")]
    [InlineData("mission_runs.json", """[{"run_id": "r 1", "mission_id": "motor-claims", "start_time": "2026-01-01", "status": "completed"}]""", "/files/mission_runs.json/0/run_id")]
    [InlineData("decomposed_mission_tasks.json", """[{"mission_id": "motor-claims", "tasks": [{"task_id": "A", "task": "a", "order": 1, "depends_on": ["B"]}]}]""", "/files/decomposed_mission_tasks.json")]
    [InlineData("mission_run.json", "[]", "")]
    public async Task Import_OfFilesThatAreNotSound_NamesThePlaceAndTakesNothing(string file, string text, string pointer)
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Admin);

        var refused = await client.SendAsync("POST", "/api/import", RecordedFiles.Body(Shipped, (file, text)));

        Assert.Equal((422, "invalid_import"), (refused.Status, refused.Code));
        Assert.Contains(pointer, refused.Pointers);
        Assert.Single((await client.SendAsync("GET", "/api/export")).Json.AsArray());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[{}]")]
    [InlineData("[null]")]
    [InlineData("""[{"snapshot": {"snapshot_date": "2026-01-01"}}]""")]
    [InlineData("""[{"export": {"kind": "other", "schema_version": "1.0", "exported_at": "2026-01-01T00:00:00Z"}}]""")]
    [InlineData("""[{"export": {"kind": "mission_control_export", "schema_version": "2.0", "exported_at": "2026-01-01T00:00:00Z"}}]""")]
    [InlineData("""[{"export": {"kind": "mission_control_export", "schema_version": "1.0", "exported_at": "2026-01-01T00:00:00Z"}}, {"mission_run": {"run_id": "../a", "mission_id": "m", "start_time": "2026-01-01T00:00:00Z", "status": "completed"}}]""")]
    [InlineData("""[{"export": {"kind": "mission_control_export", "schema_version": "1.0", "exported_at": "2026-01-01T00:00:00Z"}}, {"mission_version": {"mission_id": "m", "name": "m", "number": 1, "sha256": "00", "saved_at": "2026-01-01T00:00:00Z", "document": "{}"}}]""")]
    [InlineData("""[{"export": {"kind": "mission_control_export", "schema_version": "1.0", "exported_at": "2026-01-01T00:00:00Z"}}, {"snapshot": {"snapshot_date": "2026-01-01"}""")]
    public async Task Import_OfNoExport_TakesNothing(string body)
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Admin);

        var refused = await client.SendAsync("POST", "/api/import", body);

        Assert.Equal((422, "invalid_import"), (refused.Status, refused.Code));
        Assert.Single((await client.SendAsync("GET", "/api/export")).Json.AsArray());
    }

    [Fact]
    public async Task Import_WithOddReferences_IsTakenAndEachIsNamed()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Admin);
        var body = RecordedFiles.Body(Shipped, ("mission_risk_events.json", """[{"event_id": "E1", "mission_id": "gone", "run_id": "R7", "risk_type": "x"}]"""));

        var imported = await client.SendAsync("POST", "/api/import", body);

        Assert.Equal(200, imported.Status);
        var warnings = imported.Json["warnings"]!.AsArray().Select(warning => (string)warning!).ToList();
        Assert.Contains(warnings, warning => warning.Contains("mission_risk_events.json", StringComparison.Ordinal) && warning.Contains("mission 'gone' is not known, but stands in risk event 'E1'", StringComparison.Ordinal));
        Assert.Contains(warnings, warning => warning.Contains("run 'R7' is not known, but stands in risk event 'E1'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_AfterAPersonClosedARisk_LeavesItClosed(bool isOnTables)
    {
        await using var server = await ApiServer.StartAsync(isOnTables ? TableHub.On : null);
        using var client = await server.ClientAsync(Role.Admin);
        await client.SendAsync("POST", "/api/import", RecordedFiles.Body(Shipped));
        var id = (string?)(await client.SendAsync("GET", "/api/risks?open=true")).Json["events"]![0]!["event_id"];
        await client.SendAsync("POST", $"/api/risks/{id}/close", """{"reason": "over"}""");

        var again = await client.SendAsync("POST", "/api/import", RecordedFiles.Body(Shipped));

        Assert.Equal(1, (int)again.Json["counts"]!["risk_events"]!["kept"]!);
        Assert.Equal(("closed", "over"), ((string?)(await client.SendAsync("GET", $"/api/risks/{id}")).Json["status"], (string?)(await client.SendAsync("GET", $"/api/risks/{id}")).Json["reason"]));
    }
}

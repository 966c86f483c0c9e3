using System.Text;
using MissionControl.Runtime;
using MissionControl.Telemetry;
using MissionControl.Testing;
using MissionControl.Transfer;

namespace MissionControl.Tests.Transfer;

public sealed class TransferTests
{
    private static readonly DateTimeOffset Then = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    private static IReadOnlyDictionary<string, byte[]> Shipped { get; } =
        Directory.EnumerateFiles(Repository.PathTo("data", "reference")).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);

    [Theory]
    [InlineData("", "abc", 0)]
    [InlineData("abc", "abc", 3)]
    [InlineData("a", "abc", 1)]
    [InlineData("xa", "abc", 1)]
    [InlineData("xyz", "abc", 0)]
    [InlineData("xabcz", "abc", 3)]
    [InlineData("aba", "aba", 3)]
    [InlineData("ab", "aba", 2)]
    [InlineData("xab", "ab", 2)]
    public void Versions_ThatAreThereInTheSameOrder_AreNotSavedTwice(string known, string given, int there) =>
        Assert.Equal(there, VersionImport.Overlap([.. known.Select(one => $"{one}")], [.. given.Select(one => $"{one}")]));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public async Task Import_CutOffByACrash_LeftEverythingOrNothingAndIsCompletedByTheSameAgain(int crashBefore, int crashAfter)
    {
        await using var test = await TestRuntime.StartAsync(new TestRuntimeOptions { Registry = _ => new OrchestrationRegistry(), CrashBeforeCommit = crashBefore, CrashAfterCommit = crashAfter });

        await Assert.ThrowsAnyAsync<Exception>(() => Import(test).ImportFilesAsync(Shipped, "reference", CancellationToken.None));
        await test.CrashAsync();
        var left = await test.Stores.Telemetry.ReadAsync(new TelemetryQuery(), CancellationToken.None);
        var files = await test.Stores.Portfolio.ReadFilesAsync(null, CancellationToken.None);
        var completed = await Import(test).ImportFilesAsync(Shipped, "reference", CancellationToken.None);

        Assert.Equal(crashAfter > 0, left.Runs.Count > 0);
        Assert.Equal(crashAfter > 0, files is not null);
        Assert.Equal(completed.Counts.Runs.Total(), (await test.Stores.Telemetry.ReadAsync(new TelemetryQuery(), CancellationToken.None)).Runs.Count);
    }

    [Fact]
    public async Task Import_OfARunThatIsOurOwn_IsKept()
    {
        await using var test = await TestRuntime.StartAsync(new OrchestrationRegistry());
        var ours = new MissionRun("run-FS-0311-02", "fraud-screening", Then, "failed") { Origin = TelemetryOrigin.Own };
        await test.Stores.Telemetry.WriteAsync(new TelemetryBatch { Runs = [ours] }, CancellationToken.None);

        var outcome = await Import(test).ImportFilesAsync(Shipped, "reference", CancellationToken.None);

        Assert.Equal((1, 0), (outcome.Counts.Runs.Kept, outcome.Counts.Runs.Replaced));
        Assert.Equal("failed", (await test.Stores.Telemetry.FindRunAsync(ours.RunId, CancellationToken.None))!.Status);
    }

    [Fact]
    public async Task Export_OfAHub_IsReadEntryByEntryAndImportedInParts()
    {
        await using var first = await TestRuntime.StartAsync(new OrchestrationRegistry());
        await using var second = await TestRuntime.StartAsync(new OrchestrationRegistry());
        await Import(first).ImportFilesAsync(Shipped, "reference", CancellationToken.None);
        await first.Stores.Catalogue.PutAsync(new MissionPut("m", "M", Encoding.UTF8.GetBytes(Minimal), Then, "Ann", null), CancellationToken.None);
        using var file = new MemoryStream();
        await new HubExport(Ports(first), first.Clock).WriteAsync(file, null, CancellationToken.None);

        file.Position = 0;
        var parts = 0;
        await foreach (var part in ExportParts.CutAsync(ExportReader.ReadAsync(file, "hub.json", CancellationToken.None), bytes: 2000))
        {
            Assert.NotNull(part[0].Export);
            await Import(second).ImportAsync(part, "hub.json", CancellationToken.None);
            parts++;
        }

        Assert.True(parts > 2);
        Assert.Equal(await TextAsync(first), await TextAsync(second));
    }

    [Theory]
    [InlineData("""{"mission_run": {"run_id": "a b", "mission_id": "m", "start_time": "2026-01-01T00:00:00Z", "status": "completed"}}""", "$[1].mission_run.run_id")]
    [InlineData("""{"mission_run": {"run_id": "a", "mission_id": "m", "start_time": "2026-01-01T00:00:00Z", "status": ""}}""", "$[1].mission_run.status")]
    [InlineData("""{"mission_run": {"run_id": "a", "mission_id": "m", "start_time": "2026-01-01T00:00:00Z", "status": "completed", "escalations": -1}}""", "$[1].mission_run.escalations")]
    [InlineData("""{"mission_run": {"run_id": "a", "mission_id": "m", "start_time": "2026-01-01T00:00:00Z", "status": "completed", "kpis": null}}""", "$[1].mission_run.kpis")]
    [InlineData("""{"mission_run": {"run_id": "a", "mission_id": "m", "start_time": "2026-01-01T00:00:00Z", "status": "completed", "kpis": {"x": 1e20}}}""", "$[1].mission_run.kpis.x")]
    [InlineData("""{"task_log": {"run_id": "a", "mission_id": "m", "task_id": "t", "outcome": "completed", "round": 0}}""", "$[1].task_log.round")]
    [InlineData("""{"task_log": {"run_id": "a", "mission_id": "m", "task_id": "t", "outcome": "completed", "step_costs": {"s": null}}}""", "$[1].task_log.step_costs.s")]
    [InlineData("""{"risk_event": {"event_id": "", "mission_id": "m", "risk_type": "x", "severity": "low", "status": "open"}}""", "$[1].risk_event.event_id")]
    [InlineData("""{"intervention": {"key": "", "at": "2026-01-01T00:00:00Z", "kind": "decision", "run_id": "a", "mission_id": "m"}}""", "$[1].intervention.key")]
    [InlineData("""{"reference_file": {"name": "../x", "content": "[]"}}""", "$[1].reference_file.name")]
    [InlineData("""{"reference_file": {"name": "mission_runs.json"}}""", "$[1].reference_file.content")]
    [InlineData("""{"mission_run": {"run_id": "a"}, "snapshot": {"snapshot_date": "2026-01-01"}}""", "$[1]")]
    public async Task Entry_ThatIsNotSound_IsNamedByItsPlace(string entry, string path)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes($"[{Header}, {entry}]"));

        var fault = await Assert.ThrowsAsync<ImportFaultException>(async () =>
        {
            await foreach (var _ in ExportReader.ReadAsync(file, "hub.json", CancellationToken.None))
            {
            }
        });

        Assert.Equal(path, Assert.Single(fault.Errors).Path);
    }

    [Fact]
    public void Files_OfOtherNames_AreFaultsWithTheNameThatWasMeant()
    {
        var fault = Assert.Throws<ImportFaultException>(() => ReferenceImport.Of(new Dictionary<string, byte[]> { ["mission_run.json"] = [] }, "here", Then));

        Assert.Contains("mission_runs.json", Assert.Single(fault.Errors, error => error.File == "here").Cure, StringComparison.Ordinal);
    }

    private const string Header = """{"export": {"kind": "mission_control_export", "schema_version": "1.0", "exported_at": "2026-01-01T00:00:00Z"}}""";

    private const string Minimal = """{"mission_id": "m", "name": "M", "hops": [{"id": "h", "steps": [{"id": "s", "tool_name": "t"}]}]}""";

    private static TransferPorts Ports(TestRuntime test) => new(test.Stores.Catalogue, test.Stores.TelemetryPorts());

    private static HubImport Import(TestRuntime test) => new(Ports(test), test.Clock);

    private static async Task<string> TextAsync(TestRuntime test)
    {
        using var file = new MemoryStream();
        await new HubExport(Ports(test), test.Clock).WriteAsync(file, null, CancellationToken.None);
        return Encoding.UTF8.GetString(file.ToArray());
    }
}

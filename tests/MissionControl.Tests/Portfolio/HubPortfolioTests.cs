using MissionControl.Portfolio;
using MissionControl.Reports.Portfolios;
using MissionControl.Runtime;
using MissionControl.Telemetry;
using MissionControl.Testing;
using MissionControl.Testing.Missions;
using MissionControl.Tests.Reference;

namespace MissionControl.Tests.Portfolio;

public sealed class HubPortfolioTests
{
    private static readonly DateTimeOffset Noon = TestHub.Noon;
    private static readonly Dictionary<string, System.Text.Json.Nodes.JsonNode?> NoInputs = [];

    [SharedDataFact]
    public async Task Hub_ThatImportedTheExampleData_GivesTheObjectOfItsFiles()
    {
        var folder = Path.Combine(Repository.SharedData, "mission-control-v2");
        await using var hub = await TestHub.OpenAsync();
        await hub.ImportAsync(folder);

        await AssertSameAsync(hub, folder, [null, Noon, PortfolioRecords.EndOf(new DateOnly(2026, 2, 4))], ["M001", null]);
    }

    [Fact]
    public async Task Hub_ThatImportedTheShippedData_GivesTheObjectOfItsFiles()
    {
        var folder = Repository.PathTo("data", "reference");
        await using var hub = await TestHub.OpenAsync();
        await hub.ImportAsync(folder);

        await AssertSameAsync(hub, folder, [null, Noon, PortfolioRecords.EndOf(new DateOnly(2026, 3, 11))], ["motor-claims", null]);
    }

    [Fact]
    public async Task Rollup_OfImportedFiles_GivesWayToOneOfNowAsSoonAsSomethingHappens()
    {
        await using var hub = await TestHub.OpenAsync();
        await hub.ImportAsync(Repository.PathTo("data", "reference"));
        var before = (await hub.ViewAsync()).Rollup;

        await hub.WriteAsync(TestHub.Run("own-1", "motor-claims", Noon.AddHours(-1)));

        foreach (var window in new TimeSpan?[] { null, TimeSpan.FromDays(1) })
        {
            var rollup = (await hub.ViewAsync(window: window)).Rollup;
            Assert.Equal((DateOnly.FromDateTime(Noon.UtcDateTime), Noon, before.Latest.CompletedRuns + 1), (rollup.Latest.SnapshotDate, rollup.Latest.ComputedAt!.Value, rollup.Latest.CompletedRuns));
            Assert.Equal(before.Latest, rollup.Previous);
        }

        Assert.Equal(before.Latest, (await hub.ViewAsync(PortfolioRecords.EndOf(before.Latest.SnapshotDate))).Rollup.Latest);
    }

    [Theory]
    [InlineData("run that started")]
    [InlineData("log")]
    [InlineData("intervention")]
    [InlineData("risk that was detected")]
    [InlineData("risk that was closed")]
    public async Task News_OfWhateverKind_AreSeenWithAndWithoutAWindow(string what)
    {
        await using var hub = await TestHub.OpenAsync();
        var old = TestHub.Risk("old", "M1", Noon.AddDays(-90));
        await hub.RaiseAsync(old);
        await hub.Ports.Portfolio.ImportAsync(new PortfolioImport(null, new TelemetryBatch()) { Snapshots = [new(new DateOnly(2026, 7, 30))] }, default);
        Assert.Null((await hub.ViewAsync(window: TimeSpan.FromDays(2))).Rollup.Latest.ComputedAt);

        await (what switch
        {
            "run that started" => hub.WriteAsync(new MissionRun("r", "M1", Noon.AddHours(-2), "running")),
            "log" => hub.WriteAsync(new TaskLog("r", "M1", "T1", null, "completed") { EndedAt = Noon.AddHours(-2) }),
            "intervention" => hub.WriteAsync(Intervention.OfDecision("a", Noon.AddHours(-2), "r", "M1")),
            "risk that was detected" => hub.RaiseAsync(TestHub.Risk("new", "M1", Noon.AddHours(-2))),
            _ => hub.RaiseAsync(old.Close("ann", Noon.AddHours(-2), "seen to")),
        });

        Assert.Equal(Noon, (await hub.ViewAsync(window: TimeSpan.FromDays(2))).Rollup.Latest.ComputedAt);
        Assert.Equal(Noon, (await hub.ViewAsync()).Rollup.Latest.ComputedAt);
    }

    [Fact]
    public async Task Snapshot_ThatWasKept_StandsUntilSomethingHappensAndIsUnknownBeforeItsTime()
    {
        await using var hub = await TestHub.OpenAsync();
        await hub.WriteAsync(TestHub.Run("r1", "M1", Noon.AddHours(-3)));
        var kept = await hub.Tick.SnapshotAsync(Noon.AddHours(-1), default);

        Assert.Equal(kept, (await hub.ViewAsync()).Rollup.Latest);
        Assert.Equal(0, (await hub.ViewAsync(Noon.AddHours(-3))).Rollup.Latest.CompletedRuns);

        await hub.WriteAsync(TestHub.Run("r2", "M1", Noon.AddMinutes(-30)));
        var view = await hub.ViewAsync();
        Assert.Equal((2, Noon), (view.Rollup.Latest.CompletedRuns, view.Rollup.Latest.ComputedAt!.Value));
        Assert.Single(view.Portfolio.Snapshots);
        Assert.Equal(1, (await hub.ViewAsync(Noon.AddMinutes(-40))).Rollup.Latest.CompletedRuns);
    }

    [Fact]
    public async Task Missions_OfAHub_AreThoseOfFilesThenThoseWithADocumentThenTheRest()
    {
        await using var hub = await TestHub.OpenAsync();
        await hub.ImportAsync(Repository.PathTo("data", "reference"));
        var imported = (await hub.Portfolio.MissionsAsync(default)).Select(mission => mission.MissionId).ToList();
        await SaveAsync(hub, "zebra", "Zebra of yesterday");
        await SaveAsync(hub, "zebra", "Zebra of today");
        await SaveAsync(hub, imported[0], "Another word for an imported one");
        await hub.WriteAsync(TestHub.Run("r1", "nobody-knows", Noon.AddHours(-1)), TestHub.Run("r2", "zebra", Noon.AddHours(-1)), TestHub.Run("r3", imported[1], Noon.AddHours(-1)));

        var missions = await hub.Portfolio.MissionsAsync(default);

        Assert.Equal([.. imported, "zebra", "nobody-knows"], missions.Select(mission => mission.MissionId));
        Assert.Equal(("Zebra of today", "nobody-knows"), (missions[^2].MissionName, missions[^1].MissionName));
        Assert.NotEqual("Another word for an imported one", missions[0].MissionName);
    }

    [Fact]
    public async Task Mission_ThatNobodySaved_IsKnownByTheDocumentOfItsLatestRun()
    {
        await using var hub = await TestHub.OpenAsync();
        var (first, second) = (Document("Counting, as it was").Prepare("r-1", NoInputs), Document("Counting, as it is").Prepare("r-2", NoInputs));
        await hub.Runtime.Missions.StartAsync(first, default);
        await hub.Runtime.Missions.StartAsync(second, default);
        await hub.WriteAsync(
            TestHub.Run("r-1", "counting", Noon.AddHours(-2)) with { DefinitionHash = first.DefinitionHash },
            TestHub.Run("r-2", "counting", Noon.AddHours(-1), status: "running") with { EndTime = null, DefinitionHash = second.DefinitionHash });

        var missions = await hub.Portfolio.MissionsAsync(default);

        Assert.Equal("Counting, as it is", Assert.Single(missions).MissionName);
    }

    [Fact]
    public async Task Window_OfADay_LeavesStatisticsMonthAndOpenRisksWhole()
    {
        await using var hub = await TestHub.OpenAsync(now: Noon.AddDays(20));
        var early = Noon.AddDays(2);
        await hub.WriteAsync([.. Enumerable.Range(0, 6).Select(i => new TaskLog($"r{i}", "M1", "T1", "A1", "completed") { ActualDurationMinutes = 7, EndedAt = early, Origin = TelemetryOrigin.Own })]);
        await hub.WriteAsync(TestHub.Run("r0", "M1", early) with { Cost = new Cost { StepsUsd = 12 } });
        await hub.RaiseAsync(TestHub.Risk("old", "M1", early));

        var view = await hub.ViewAsync(window: TimeSpan.FromDays(1));

        Assert.Empty(view.Records.TaskLogs);
        Assert.Equal((7m, 12m, 1), (Assert.Single(view.Statistics).AvgTaskDurationMinutes, view.MonthCostUsd, view.OpenRisks.Count));
        Assert.Equal((1, 1, 0), (view.Rollup.Latest.CompletedRuns, view.Rollup.Latest.MissionsAtRisk, view.Risk.TotalCount));
    }

    [Fact]
    public async Task Trigger_ThatTheHubFired_TellsSinceWhen()
    {
        await using var hub = await TestHub.OpenAsync();
        await hub.RaiseAsync(TestHub.Risk("a", "M1", Noon.AddHours(-5)));
        await hub.RaiseAsync(TestHub.Risk("b", "M2", Noon.AddHours(-5)));
        await TriggerEvaluation.RunAsync(hub.Ports, Noon.AddHours(-4), default);

        Assert.Equal(Noon.AddHours(-4), Assert.Single((await hub.ViewAsync()).Triggers).FiredAt);
        Assert.Equal(Noon.AddHours(-4), Assert.Single((await hub.ViewAsync(Noon.AddHours(-2))).Triggers).FiredAt);
        Assert.Equal(Noon.AddHours(-4.5), Assert.Single((await hub.ViewAsync(Noon.AddHours(-4.5))).Triggers).FiredAt);
    }

    private static async Task AssertSameAsync(TestHub hub, string folder, DateTimeOffset?[] times, string?[] missions)
    {
        var records = PortfolioRecords.Of(Files.ReadFolder(folder).Set);
        foreach (var (time, mission, window) in from time in times from mission in missions from window in new TimeSpan?[] { null, TimeSpan.FromDays(3) } select (time, mission, window))
        {
            var scope = new PortfolioScope(time ?? records.DefaultAsOf(Noon), window, mission);
            Assert.Equal(Text(PortfolioAnalysis.Of(records, scope, PortfolioSettings.Default)), Text(await hub.ViewAsync(scope.AsOf, window, mission)));
        }
    }

    private static string Text(PortfolioView view) =>
        PortfolioState.Write(PortfolioState.Of(view, null, PortfolioReport.Markdown(PortfolioReport.Of(view)), null, [], TimeSpan.Zero), indented: true);

    private static TestMission Document(string name, string id = "counting") => TestMission.Create(id).With("name", name).Input("text", "x").Hop("h", hop => hop.Reads("text").Step("deploy"));

    private static Task<MissionPutOutcome> SaveAsync(TestHub hub, string id, string name) => hub.Runtime.Stores.Catalogue.PutAsync(
        new MissionPut(id, name, Document(name, id).ToUtf8(), Noon, null, null), default);
}

using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Missions;
using MissionControl.Resolution;
using MissionControl.Testing;
using MissionControl.Testing.Stores;

namespace MissionControl.Tools.Missions;

public sealed class SampleMissionTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "data", "missions");

    public static TheoryData<string> Files => new(Directory.GetFiles(Folder, "customer-feedback*.json").Select(path => Path.GetFileName(path)).Order());

    [Theory]
    [MemberData(nameof(Files))]
    public void SampleMission_Document_IsSoundAndResolvable(string file)
    {
        var definition = MissionRun.Read(Path.Combine(Folder, file));
        var tools = MissionRun.Tools(new InMemoryRecordStore());

        var resolution = MissionResolver.Resolve(definition, file, tools, _ => false);

        Assert.Empty(resolution.Errors);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), definition.MissionId);
        Assert.All(resolution.Definition.Hops, hop => Assert.NotEmpty(hop.Steps));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task SampleMission_RunTwice_GivesTheSameReport(string file)
    {
        await using var host = await MissionRun.StartAsync();

        var first = await ReportAsync(host, Path.Combine(Folder, file), "first");
        var second = await ReportAsync(host, Path.Combine(Folder, file), "second");

        Assert.Equal(first, second);
        Assert.Contains("is what customers write about most", first, StringComparison.Ordinal);
        Assert.Contains("In customers' words", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SampleMission_Kpis_HaveTheirValues()
    {
        await using var host = await MissionRun.StartAsync();

        var path = Path.Combine(Folder, "customer-feedback.json");
        var run = await host.RunAsync(path, "run");

        var kpis = MissionRun.Read(path).Kpis;
        Assert.Equal(2, kpis.Count);
        foreach (var kpi in kpis)
        {
            var content = await host.OutputAsync(run, kpi.StateAsset!);
            var found = Assert.IsType<AssetPathReading.Found>(AssetPath.Parse(kpi.Path).Read(new JsonObject { ["content"] = content.DeepClone() }));
            Assert.True(found.Value!.GetValue<decimal>() > 0);
        }
    }

    [Fact]
    public void SampleMission_Unresolved_IsFilledWithOneToolAndWithAChain()
    {
        var definition = MissionRun.Read(Path.Combine(Folder, "customer-feedback-unresolved.json"));

        var resolution = MissionResolver.Resolve(definition, "file", MissionRun.Tools(new InMemoryRecordStore()), _ => false);

        Assert.Equal(["mail_search"], Tools(resolution.Definition, "gather"));
        Assert.Equal(["data_store_summarize", "report_generator"], Tools(resolution.Definition, "summarize"));
    }

    [Fact]
    public void SampleMission_FanOut_HasFourHopsThatWaitForNobody()
    {
        var definition = MissionRun.Read(Path.Combine(Folder, "customer-feedback-fanout.json"));
        var made = definition.Hops.SelectMany(hop => hop.Outputs).Select(output => output.Asset).ToHashSet();

        Assert.Equal(4, definition.Hops.Count(hop => hop.DependsOn.Count == 0 && !hop.Inputs.Any(input => made.Contains(input.Asset))));
    }

    [Fact]
    public async Task SampleMission_FanOutOverAShorterPeriod_ForgetsTheLongerOne()
    {
        await using var host = await MissionRun.StartAsync();
        var path = Path.Combine(Folder, "customer-feedback-fanout.json");
        var longer = await host.RunAsync(path, "longer");

        var shorter = await host.RunAsync(path, "shorter", new Dictionary<string, JsonNode?> { ["period"] = "last_7_days" });

        Assert.True(await TotalAsync(host, shorter) < await TotalAsync(host, longer));
    }

    [SharedDataFact]
    public async Task SeedMission_AsItIs_RunsOverOurMailbox()
    {
        await using var host = await MissionRun.StartAsync();

        var report = await ReportAsync(host, Path.Combine(Testing.Repository.SharedData, "missions", "analyze-customer-feedback.json"), "seed");

        Assert.Contains("is what customers write about most", report, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Tools(MissionDefinition definition, string hop) =>
        definition.Hops.Single(one => one.Id == hop).Steps.Select(step => step.ToolName);

    private static async Task<string> ReportAsync(MissionRun host, string path, string runId)
    {
        var run = await host.RunAsync(path, runId);
        Assert.True(run.Status == RunStatus.Completed, Wire.Serialize(run.Result));
        return (await host.OutputAsync(run, "feedback_report"))["body"]!.GetValue<string>();
    }

    private static async Task<int> TotalAsync(MissionRun host, RunRecord run) =>
        (await host.OutputAsync(run, "feedback_statistics"))["total"]!.GetValue<int>();
}

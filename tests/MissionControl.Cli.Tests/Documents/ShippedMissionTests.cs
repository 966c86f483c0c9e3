using System.Text.Json.Nodes;
using MissionControl.Testing;

namespace MissionControl.Cli.Tests.Documents;

public sealed class ShippedMissionTests : IDisposable
{
    private readonly MissionCli _cli = new();

    public static TheoryData<string> Missions { get; } =
        [.. Directory.GetFiles(Repository.PathTo("data", "missions"), "customer-feedback*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> ReferenceMissions { get; } =
        [.. JsonNode.Parse(File.ReadAllBytes(Repository.PathTo("data", "reference", "business_missions.json")))!.AsArray().Select(row => (string)row!["mission_id"]!)];

    public void Dispose() => _cli.Dispose();

    [Theory]
    [MemberData(nameof(Missions))]
    public async Task Mission_InTheDataFolder_RunsToItsReport(string file)
    {
        var result = await _cli.RunAsync("run", Repository.PathTo("data", "missions", file), "--data", Repository.PathTo("data"), "--approve-all", "--json");

        Assert.True(result.Code == 0, result.Error);
        Assert.True(File.Exists((string?)result.Json["report_file_path"]), "There is no report.");
    }

    [Theory]
    [MemberData(nameof(ReferenceMissions))]
    public async Task Mission_OfTheReferenceSet_RunsToItsEndWhenPeopleApprove(string missionId)
    {
        var result = await _cli.RunAsync("run", missionId, "--data", Repository.PathTo("data", "reference"), "--approve-all", "--json");

        Assert.True(result.Code == 0, result.Error);
        Assert.All(result.Json["hops"]!.AsArray(), hop => Assert.NotNull((string?)hop!["agent_id"]));
    }

    [SharedDataFact]
    public async Task Mission_OfTheExample_RunsAgainstTheShippedMailbox()
    {
        var document = Path.Combine(Repository.SharedData, "missions", "analyze-customer-feedback.json");
        Assert.Equal(0, (await _cli.RunAsync("validate", document, "--data", Repository.PathTo("data"))).Code);

        var result = await _cli.RunAsync("run", document, "--data", Repository.PathTo("data"), "--json");

        Assert.Equal((0, "completed"), (result.Code, result.Status));
        Assert.EndsWith("feedback_report.html", (string)result.Json["report_file_path"]!, StringComparison.Ordinal);
    }

    [SharedDataFact]
    public async Task Mission_OfTheExampleReferenceSet_DoesNothingBeforeThePersonDecides()
    {
        var waiting = await _cli.RunAsync("run", "M001", "--data", Path.Combine(Repository.SharedData, "mission-control-v2"), "--run-id", "r1", "--json");
        Assert.Equal(3, waiting.Code);
        Assert.Equal(["completed", "awaiting_approval", "pending"], waiting.Json["hops"]!.AsArray().Select(hop => (string)hop!["status"]!));

        var approved = await _cli.RunAsync("approve", (string)(await _cli.RunAsync("approvals", "--json")).Json[0]!["approval_id"]!, "--json");

        Assert.Equal((0, "completed"), (approved.Code, approved.Status));
    }
}

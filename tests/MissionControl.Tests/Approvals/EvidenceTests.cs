using System.Text.Json.Nodes;
using MissionControl.Agents;
using MissionControl.Assets;
using MissionControl.Reference;
using MissionControl.Steps;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;

namespace MissionControl.Tests.Approvals;

public sealed class EvidenceTests
{
    [Fact]
    public async Task EvidenceOfAStep_ShowsItsInputsWithoutSecrets()
    {
        await using var host = await MissionHost.StartAsync(new PayTool());
        host.Secrets["BANK"] = "s3cr3t-token";
        var mission = TestMission.Create().Input("x", new JsonObject { ["to"] = "bob", ["note"] = "with s3cr3t-token inside" })
            .Hop("a", hop => hop.Reads("x").Step("pay", step =>
            {
                step["parameter_mapping"] = JsonNode.Parse("""
                    {"amount": {"literal": 12}, "to": {"state_asset": "x", "path": "content.to"}, "note": {"state_asset": "x", "path": "content.note"},
                     "key": {"secret": "BANK"}, "memo": {"state_asset": "x", "path": "content.memo", "optional": true}}
                    """);
                step["requires_human_approval"] = true;
                step["at_most_once"] = true;
                step["editable"] = new JsonArray("amount");
            }));

        var run = await host.RunAsync(mission, by: "rob");

        var evidence = (await host.ApprovalAsync($"{run.RunId}~step~a~step1~1")).Evidence!;
        Assert.Equal(
            ["amount=12 editable", "to=bob", "note=with *** inside", "key=the secret BANK", "memo=not given"],
            evidence.Inputs.Select(input => $"{input.Name}={input.Shown}{(input.IsEditable ? " editable" : "")}"));
        Assert.Equal(
            ["Changes something outside the run: pay.", "Runs at most once: if the process dies during it, what it did is unknown.", "Uses the secrets BANK."],
            evidence.Risk);
        Assert.Equal(0.25m, evidence.EstimatedCostUsd);
        Assert.DoesNotContain("s3cr3t-token", Wire.Serialize(await host.ApprovalAsync($"{run.RunId}~step~a~step1~1")), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t-token\"", await host.HistoryTextAsync(run.RunId), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EvidenceOfAHop_TellsWhoDoesItWhatItCostsAndWhatFollows()
    {
        await using var host = await MissionHost.StartAsync(new PayTool());
        host.Reference = ReferenceSet.Empty with
        {
            Agents = [new Agent("A1", "A1", null, "available") { Capabilities = ["write"], CostPerTaskUsd = 3 }],
            Stats = [new AgentStats("A1", 12, 0.93m, 0.05m) { SuccessRate = 0.9m, TasksExecuted = 40 }],
        };
        var mission = TestMission.Create().With("approvals", JsonNode.Parse("""{"approvers": ["ann"], "due": "2d", "on_timeout": "escalate", "escalate_to": [{"approvers": ["bob"]}]}"""))
            .Input("x", "text").Hop("a", hop => hop.Reads("x").Step("pay").Approval().With("capability", "write").With("on_reject", "reroute"));

        var run = await host.RunAsync(mission);
        var evidence = (await host.ApprovalAsync($"{run.RunId}~hop~a~1")).Evidence!;

        Assert.Equal("a by agent A1: runs pay", evidence.What);
        Assert.Equal((3.25m, 12m), (evidence.EstimatedCostUsd, evidence.EstimatedMinutes));
        Assert.Contains("Agent A1: 93 % of 40 tasks approved, 90 % succeeded, 5 % escalated.", evidence.Risk);
        Assert.StartsWith("Another agent does hop a", evidence.OnReject, StringComparison.Ordinal);
        Assert.Equal("After P2D bob is asked too; then it expires, as if rejected.", evidence.OnTimeout);
        Assert.Equal("text", Assert.Single(evidence.Inputs).Shown);
    }

    [Fact]
    public async Task EvidenceOfLargeInputs_IsCutAndStaysOutOfTheHistory()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        var mission = TestMission.Create();
        for (var i = 0; i < 30; i++)
        {
            mission.Input($"x{i}", new string('y', 20_000));
        }

        var run = await host.RunAsync(mission.With("approvals", new JsonObject { ["plan"] = true }).Hop("a", hop => hop.Step("echo")));

        var evidence = (await host.ApprovalAsync($"{run.RunId}~plan~1")).Evidence!;
        Assert.All(evidence.Inputs, input => Assert.True(input.IsCut && input.Shown.Length <= 500));
        Assert.Equal(8000, evidence.Inputs.Sum(input => input.Shown.Length));
        Assert.Equal(30, evidence.Inputs.Count + evidence.InputsLeftOut);
        Assert.DoesNotContain("yyyyyyyyyy", await host.HistoryTextAsync(run.RunId), StringComparison.Ordinal);
        Assert.All(await host.MessagesAsync(run.RunId), message => Assert.True(message.Length < 32 * 1024));
    }

    private sealed class PayTool : ITool
    {
        public ToolSignature Signature { get; } = new("pay", "Pays.")
        {
            Writes = true,
            CostUsd = 0.25m,
            Parameters =
            [
                .. new[] { "to", "note", "key", "memo" }.Select(name => new ToolParameter(name, AssetType.Text, name) { Required = false }),
                new ToolParameter("amount", AssetType.Number, "amount") { Required = false },
                new ToolParameter("value", AssetType.Any, "value") { Required = false },
            ],
            Outputs = [new ToolOutput("value", AssetType.Any, "value")],
        };

        public Task<ToolResult> RunAsync(ToolInput input, ToolContext context) => Task.FromResult(ToolResult.Of("value", 1));
    }
}

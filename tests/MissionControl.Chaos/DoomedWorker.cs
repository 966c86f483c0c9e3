using MissionControl.Embedded;
using MissionControl.Missions;
using MissionControl.Reference;
using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Stores;

namespace MissionControl.Chaos;

/// <summary>
/// A process with a run whose tool kills it, and one beside it. It starts both, goes on with what is there, and says where they stand, if it lives
/// to say it.
/// </summary>
internal static class DoomedWorker
{
    public const string Victim = "victim";
    public const string Bystander = "bystander";

    public static async Task<int> RunAsync(ChaosFolder folder, TextWriter output)
    {
        await using var runtime = await EmbeddedRuntime.OpenAsync(new EmbeddedOptions
        {
            HubFile = folder.Hub,
            Clock = TimeProvider.System,
            Registry = Registry,
        });
        await StartAsync(runtime, Victim, "fatal");
        await StartAsync(runtime, Bystander, "work");
        await runtime.WhenIdleAsync();
        foreach (var runId in new[] { Victim, Bystander })
        {
            var run = (await runtime.Missions.Runs.GetAsync(runId, CancellationToken.None))!;
            await output.WriteLineAsync($"{runId} {Wire.Word(run.Status)} {run.Error}");
        }

        return 0;
    }

    private static async Task StartAsync(EmbeddedRuntime runtime, string runId, string tool)
    {
        var document = TestMission.Create(tool).Hop("only", hop => hop.Step(tool).Writes("a")).Output("a", "text").ToUtf8();
        var definition = ((MissionDocumentReading.Sound)MissionDocument.Read(document, "doomed.json")).Definition;
        var start = RunPreparation.Prepare(definition, document, "doomed.json", new RunRequest(runId, new Dictionary<string, System.Text.Json.Nodes.JsonNode?>())).Start!;
        await runtime.Missions.StartAsync(start, CancellationToken.None);
    }

    private static OrchestrationRegistry Registry(HubStores stores) => new OrchestrationRegistry().AddMissions(new MissionPorts
    {
        Tools = new ToolRegistry().Add(new FatalTool()).Add(new HarmlessTool()),
        Assets = stores.Assets,
        Definitions = stores.Definitions,
        Approvals = stores.Approvals,
        Claims = stores.Claims,
        Telemetry = stores.TelemetryPorts(),
        Secrets = new DictionarySecretStore(new Dictionary<string, string>()),
        Reference = new FixedReferenceSource(() => ReferenceSet.Empty),
        Clock = TimeProvider.System,
    });

    private sealed class FatalTool : ITool
    {
        public ToolSignature Signature { get; } = new("fatal", "Kills its process.") { Outputs = [new ToolOutput("value", Assets.AssetType.Text, "Never.")] };

        public Task<ToolResult> RunAsync(ToolInput input, ToolContext context)
        {
            Environment.FailFast("As ordered.");
            throw new InvalidOperationException("Nobody comes here.");
        }
    }

    private sealed class HarmlessTool : ITool
    {
        public ToolSignature Signature { get; } = new("work", "Returns.") { Outputs = [new ToolOutput("value", Assets.AssetType.Text, "A word.")] };

        public Task<ToolResult> RunAsync(ToolInput input, ToolContext context) => Task.FromResult(ToolResult.Of("value", "done"));
    }
}

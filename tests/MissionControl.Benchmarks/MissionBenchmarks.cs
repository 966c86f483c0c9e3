using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using MissionControl.Embedded;
using MissionControl.Missions;
using MissionControl.Reference;
using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Stores;
using MissionControl.Testing.Tools;

namespace MissionControl.Benchmarks;

/// <summary>Whole missions on a hub in a file: what plan, hops, steps and assets cost over bare orchestrations.</summary>
internal static class MissionBenchmarks
{
    private const int Missions = 1000;
    private const int Hops = 1000;
    private const int PayloadBytes = 20 * 1024 * 1024;

    public static IEnumerable<Benchmark> All =>
    [
        new("mission3x", _ => ManyAsync("mission3x", rounds: 6, target: 1000)),
        new("missions1000", _ => ManyAsync("missions1000", rounds: 1, target: null)),
        new("hops1000", _ => WideAsync()),
        new("payload20", _ => PayloadAsync()),
    ];

    /// <summary>The customer-feedback shape: three hops of one, two and two steps, with trivial tools.</summary>
    private static TestMission Feedback => TestMission.Create("feedback")
        .Input("criteria", "label:customer-feedback")
        .Hop("gather", hop => hop.Reads("criteria").Step("echo").Writes("mails"))
        .Hop("process", hop => hop.Reads("mails").Step("echo").Step("echo").Writes("data"))
        .Hop("summarize", hop => hop.Reads("data").Step("echo").Step("echo").Writes("report"))
        .Output("report");

    private static async Task<IReadOnlyList<Measure>> ManyAsync(string name, int rounds, double? target)
    {
        var speeds = new List<double>();
        var costs = new List<double>();
        PeakMemory.Reset();
        for (var round = 0; round < rounds; round++)
        {
            using var folder = new ScratchFolder();
            await using var runtime = await OpenAsync(folder.Combine("bench.hub"), ScriptedTool.Echo("echo"));
            var before = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            var (document, definition) = Read(Feedback);
            await Task.WhenAll(Enumerable.Range(0, Missions).Select(n => RunAsync(runtime, document, definition, Id(n))));
            speeds.Add(Missions / Stopwatch.GetElapsedTime(start).TotalSeconds);
            costs.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds / Missions);
        }

        var speed = Machine.Percentile(rounds > 1 ? speeds.Skip(1) : speeds, 0.5);
        return
        [
            new Measure(name, "throughput", speed, "missions/s", target),
            new Measure(name, "time for 1,000 missions", Missions / speed, "s"),
            new Measure(name, "processor time per mission", Machine.Percentile(rounds > 1 ? costs.Skip(1) : costs, 0.5), "ms"),
            new Measure(name, "peak memory", PeakMemory.ReadMegabytes(), "MB"),
        ];
    }

    private static async Task<IReadOnlyList<Measure>> WideAsync()
    {
        var mission = TestMission.Create("wide");
        for (var n = 0; n < Hops; n++)
        {
            var asset = $"out{n.ToString(CultureInfo.InvariantCulture)}";
            mission.Hop($"h{n.ToString(CultureInfo.InvariantCulture)}", hop => hop.Step("echo").Writes(asset));
        }

        return await OneAsync("hops1000", mission, ScriptedTool.Echo("echo"));
    }

    private static async Task<IReadOnlyList<Measure>> PayloadAsync()
    {
        var make = new ScriptedTool("make", (_, _) => Task.FromResult(ToolResult.Of("value", new string('x', PayloadBytes))));
        var mission = TestMission.Create("payload")
            .Hop("make", hop => hop.Step("make").Writes("payload"))
            .Hop("pass", hop => hop.Reads("payload").Step("echo").Writes("copy"))
            .Output("copy", "text");
        return await OneAsync("payload20", mission, make, ScriptedTool.Echo("echo"));
    }

    private static async Task<IReadOnlyList<Measure>> OneAsync(string name, TestMission mission, params ITool[] tools)
    {
        using var folder = new ScratchFolder();
        await using var runtime = await OpenAsync(folder.Combine("bench.hub"), tools);
        PeakMemory.Reset();
        var start = Stopwatch.GetTimestamp();
        var (document, definition) = Read(mission);
        await RunAsync(runtime, document, definition, name);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var history = await runtime.Stores.Runs.ReadHistoryAsync(name, CancellationToken.None);
        return
        [
            new Measure(name, "time", seconds, "s"),
            new Measure(name, "peak memory", PeakMemory.ReadMegabytes(), "MB"),
            new Measure(name, "history", Wire.SerializeToUtf8Bytes(history).Length / 1024.0, "KiB"),
        ];
    }

    private static Task<EmbeddedRuntime> OpenAsync(string hubFile, params ITool[] tools) => EmbeddedRuntime.OpenAsync(new EmbeddedOptions
    {
        HubFile = hubFile,
        Clock = TimeProvider.System,
        Registry = stores => new OrchestrationRegistry().AddMissions(new MissionPorts
        {
            Tools = tools.Aggregate(new ToolRegistry(), (registry, tool) => registry.Add(tool)),
            Assets = stores.Assets,
            Definitions = stores.Definitions,
            Approvals = stores.Approvals,
            Claims = stores.Claims,
            Telemetry = stores.TelemetryPorts(),
            Secrets = new DictionarySecretStore(new Dictionary<string, string>()),
            Reference = new FixedReferenceSource(() => ReferenceSet.Empty),
            Clock = TimeProvider.System,
        }),
    });

    private static (byte[] Document, MissionDefinition Definition) Read(TestMission mission)
    {
        var document = mission.ToUtf8();
        return (document, ((MissionDocumentReading.Sound)MissionDocument.Read(document, "bench.json")).Definition);
    }

    private static async Task RunAsync(EmbeddedRuntime runtime, byte[] document, MissionDefinition definition, string runId)
    {
        var prepared = RunPreparation.Prepare(definition, document, "bench.json", new RunRequest(runId, new Dictionary<string, JsonNode?>()));
        await runtime.Missions.StartAsync(prepared.Start!, CancellationToken.None);
        var ended = await runtime.Orchestrations.WaitForCompletionAsync(runId);
        var status = ended.ReadOutput<RunResult>()?.Status;
        if (status != RunStatus.Completed)
        {
            throw new InvalidOperationException($"Run '{runId}' is {status}: {ended.Failure?.ErrorMessage}");
        }
    }

    private static string Id(int n) => "m" + n.ToString(CultureInfo.InvariantCulture);
}

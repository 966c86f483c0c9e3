using MissionControl.Assets;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests;

/// <summary>A run whose orchestrator is a lambda.</summary>
internal static class Missions
{
    public static OrchestrationRegistry Registry(Func<OrchestrationContext, RunInput, Task<RunResult>> run) =>
        new OrchestrationRegistry().Orchestrator(TaskNames.Mission, async context => await run(context, context.GetInput<RunInput>()!));

    /// <summary>Waits for the event "go" and completes.</summary>
    public static OrchestrationRegistry Waiting() => Registry(async (context, _) =>
    {
        context.SetCustomStatus(new RunProgress(RunStatus.AwaitingApproval, 0, 1, ["r1~plan~1"]));
        await context.WaitForExternalEvent<object?>("go");
        return new RunResult(RunStatus.Completed);
    });

    public static RunStart Start(string runId = "r1", string document = "{}", string input = "1")
    {
        var body = System.Text.Encoding.UTF8.GetBytes(input);
        var definition = System.Text.Encoding.UTF8.GetBytes(document);
        var reference = new AssetReference("in", AssetType.Any, Wire.Sha256(body), body.Length);
        return new RunStart(
            runId,
            "m1",
            definition,
            Wire.Sha256(definition),
            new Dictionary<string, AssetReference> { ["in"] = reference },
            new Dictionary<string, byte[]> { [reference.Sha256] = body },
            null,
            "ann");
    }
}

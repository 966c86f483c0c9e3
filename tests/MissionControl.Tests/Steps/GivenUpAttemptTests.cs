using MissionControl.Assets;
using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Testing;
using MissionControl.Testing.Stores;
using MissionControl.Testing.Tools;

namespace MissionControl.Tests.Steps;

/// <summary>An attempt can wait long for its turn, or be begun again after a crash, when its step has long gone on without it.</summary>
public sealed class GivenUpAttemptTests
{
    private readonly ScriptedTool _tool = ScriptedTool.Echo("echo");

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    [InlineData(-60, 0)]
    public async Task Attempt_BegunWhenNobodyWaitsForIt_DoesNotCallTheTool(int secondsLeft, int calls)
    {
        var outcome = await RunAsync(TimeSpan.FromSeconds(secondsLeft));

        Assert.Equal(calls, _tool.Calls.Count);
        Assert.Equal(calls == 0, outcome is StepOutcome.Failed { ErrorType: StepErrors.Timeout, Retryable: true });
    }

    private async Task<StepOutcome> RunAsync(TimeSpan left)
    {
        await using var test = await TestRuntime.StartAsync(new OrchestrationRegistry());
        var activity = new RunStepActivity(new MissionPorts
        {
            Tools = new ToolRegistry().Add(_tool),
            Assets = test.Stores.Assets,
            Definitions = test.Stores.Definitions,
            Approvals = test.Stores.Approvals,
            Claims = test.Stores.Claims,
            Telemetry = test.Stores.TelemetryPorts(),
            Secrets = new DictionarySecretStore(new Dictionary<string, string>()),
            Reference = new FixedReferenceSource(() => throw new NotSupportedException()),
            Clock = test.Clock,
        });
        var now = test.Clock.GetUtcNow();
        var nothing = new Dictionary<string, AssetReference>();
        var input = new StepInput("r1", "m1", "h", 1, new StepDefinition("s", "echo"), 1, null, nothing, TimeSpan.FromSeconds(5), null, now, 1024)
        {
            GivenUpAt = now + left,
        };
        var result = await activity.RunAsync(new ActivityContext(TaskNames.RunStep, "r1~h", CancellationToken.None), Wire.Serialize(input));
        return Wire.Deserialize<StepOutcome>(result!)!;
    }
}

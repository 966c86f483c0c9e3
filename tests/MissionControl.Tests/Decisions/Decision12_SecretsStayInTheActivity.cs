using System.Text;
using System.Text.Json.Nodes;
using MissionControl.Missions;
using MissionControl.Steps;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;

namespace MissionControl.Tests.Decisions;

public sealed class Decision12_SecretsStayInTheActivity
{
    private const string Secret = "s3cr3t/+ \"quoted\" päss";

    private static TestMission Mission(string tool) => TestMission.Create()
        .Hop("a", hop => hop.Step(tool, step => step["parameter_mapping"] = new JsonObject { ["value"] = new JsonObject { ["secret"] = "api-key" } }).Writes("y"));

    [Fact]
    public async Task Tool_NamingASecret_GetsItsValue()
    {
        var quiet = new ScriptedTool("quiet", (_, _) => Task.FromResult(ToolResult.Of("value", "ok")));
        await using var host = await MissionHost.StartAsync(quiet);
        host.Secrets["api-key"] = Secret;

        await host.RunAsync(Mission("quiet"));

        Assert.Equal(Secret, Assert.Single(quiet.Calls).Input["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task Tool_EchoingASecretInAnyForm_LeavesNoTraceInTheHub()
    {
        var bytes = Encoding.UTF8.GetBytes(Secret);
        var leaky = new ScriptedTool("leaky", (_, _) => Task.FromResult(ToolResult.Of("value", new JsonObject
        {
            ["plain"] = Secret,
            ["in " + Secret] = new JsonArray(Uri.EscapeDataString(Secret), Convert.ToBase64String(bytes), Convert.ToHexStringLower(bytes)),
        })));
        await using var host = await MissionHost.StartAsync(leaky);
        host.Secrets["api-key"] = Secret;

        var run = await host.RunAsync(Mission("leaky").Output("y"));

        var text = await host.HistoryTextAsync(run.RunId) + (await host.OutputAsync(run, "y"))!.ToJsonString(Wire.Options);
        AssertNoTrace(text);
        Assert.Contains("***", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tool_FailingWithASecretInItsMessage_LeavesNoTraceInErrors()
    {
        var leaky = new ScriptedTool("leaky", (_, _) => throw new InvalidOperationException($"401 for {Secret}"));
        await using var host = await MissionHost.StartAsync(leaky);
        host.Secrets["api-key"] = Secret;

        var run = await host.RunAsync(Mission("leaky"));

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Contains("401 for ***", Assert.Single(run.Result!.Errors).Message, StringComparison.Ordinal);
        AssertNoTrace(await host.HistoryTextAsync(run.RunId) + Wire.Serialize(run));
    }

    [Fact]
    public async Task Secret_NotSet_FailsTheStepWithItsNameAndTheCure()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));

        var run = await host.RunAsync(Mission("echo"));

        var error = Assert.Single(run.Result!.Errors);
        Assert.Equal(StepErrors.MissingSecret, error.ErrorType);
        Assert.Contains("'api-key'", error.Message, StringComparison.Ordinal);
    }

    private static void AssertNoTrace(string text)
    {
        Assert.DoesNotContain("s3cr3t", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)), text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Secret)), text, StringComparison.Ordinal);
    }
}

using System.Text.Json.Nodes;
using MissionControl.Missions;
using MissionControl.Runtime.History;
using MissionControl.Steps;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;

namespace MissionControl.Tests.Missions;

/// <summary>Literals and defaults of a document reach their tools, whatever their size, and no history.</summary>
public sealed class LargeValueTests
{
    private const int Large = 5 * 1024 * 1024;
    private const int MostOfAnEvent = 32 * 1024;

    private readonly ScriptedTool _tool = ScriptedTool.Echo("echo");

    [Theory]
    [InlineData("literal")]
    [InlineData("default")]
    [InlineData("input default")]
    public async Task LargeValue_ReachesItsToolAndNoEvent(string place)
    {
        await using var host = await MissionHost.StartAsync(_tool, ScriptedTool.Failing("fails"));

        var run = await host.RunAsync(With(place, Text('a', Large)));

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(Text('a', Large), (string?)_tool.Calls.Single().Input["value"]);
        Assert.Equal(Text('a', Large), (string?)await host.OutputAsync(run, "made"));
        AssertSmall(await host.HistoryAsync(run.RunId));
    }

    [Fact]
    public async Task ManyValues_SmallEachAndLargeTogether_ReachTheirToolsAndNoEvent()
    {
        var mission = TestMission.Create("many").Output("made0");
        for (var n = 0; n < 40; n++)
        {
            var value = n;
            mission.Hop($"h{n}", hop => hop.Step("echo", step => Map(step, "literal", Text('a', 1000 + value))).Writes($"made{value}"));
        }

        await using var host = await MissionHost.StartAsync(_tool);
        var run = await host.RunAsync(mission);

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(Enumerable.Range(1000, 40), _tool.Calls.Select(call => ((string)call.Input["value"]!).Length).Order());
        Assert.Contains(await host.MessagesAsync(run.RunId), message => message.Contains(Text('a', 1000), StringComparison.Ordinal));
        Assert.All(await host.MessagesAsync(run.RunId), message => Assert.DoesNotContain(Text('a', 1030), message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task LargeValue_OfAFailedRun_IsThereForTheRetryAndInNoCheckpoint()
    {
        var works = false;
        var fragile = new ScriptedTool("fragile", (input, _) => works
            ? Task.FromResult(ToolResult.Of("value", input["value"]?.DeepClone()))
            : throw new ToolException("not_yet", "Not yet.", retryable: false));
        await using var host = await MissionHost.StartAsync(fragile);
        var mission = TestMission.Create("m").Output("made").Hop("h", hop => hop.Step("fragile", step => Map(step, "literal", Text('a', Large))).Writes("made"));
        var failed = await host.RunAsync(mission);
        works = true;

        var retried = await host.RetryAsync(failed.RunId);

        Assert.Equal((RunStatus.Failed, RunStatus.Completed), (failed.Status, retried.Status));
        Assert.Equal(Large, ((string)(await host.OutputAsync(retried, "made"))!).Length);
        AssertSmall(await host.HistoryAsync(failed.RunId));
    }

    [Fact]
    public async Task LargeValue_OfAStepThatIsAskedAbout_IsShownShortened()
    {
        await using var host = await MissionHost.StartAsync(_tool);
        var mission = TestMission.Create("m").Output("made").Hop("h", hop => hop.Step("echo", step =>
        {
            Map(step, "literal", Text('a', Large));
            step["requires_human_approval"] = true;
        }).Writes("made"));

        var run = await host.RunAsync(mission);

        var shown = (await host.OpenApprovalsAsync(run.RunId)).Single().Evidence!.Inputs.Single();
        Assert.StartsWith("aaa", shown.Shown, StringComparison.Ordinal);
        AssertSmall(await host.HistoryAsync(run.RunId));
    }

    /// <summary>The asset "nobody" is never made, for the hop that would make it is skipped.</summary>
    private static TestMission With(string place, string value) => TestMission.Create("m").Output("made").Hop("gone", hop => hop.Step("fails").With("on_failure", "skip").Writes("nobody")).Hop("h", hop =>
    {
        if (place == "input default")
        {
            hop.With("input_mapping", new JsonObject { ["given"] = new JsonObject { ["asset"] = "nobody", ["default"] = value } });
            hop.Step("echo", step => step["parameter_mapping"] = new JsonObject { ["value"] = new JsonObject { ["state_asset"] = "given" } });
        }
        else
        {
            hop.Step("echo", step => Map(step, place, value));
        }

        hop.Writes("made");
    });

    private static void Map(JsonObject step, string place, string value) => step["parameter_mapping"] = new JsonObject
    {
        ["value"] = place == "literal"
            ? new JsonObject { ["literal"] = value }
            : new JsonObject { ["state_asset"] = "nothing", ["default"] = value },
    };

    private static void AssertSmall(IReadOnlyList<InstanceHistory> histories) =>
        Assert.All(histories.SelectMany(instance => instance.Events), happened => Assert.InRange(Wire.Serialize(happened).Length, 0, MostOfAnEvent));

    private static string Text(char letter, int length) => new(letter, length);
}

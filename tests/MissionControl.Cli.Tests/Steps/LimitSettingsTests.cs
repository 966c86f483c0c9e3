namespace MissionControl.Cli.Tests.Steps;

public sealed class LimitSettingsTests : IDisposable
{
    private readonly MissionCli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("MISSION_TOOL_LIMITS", "mail")]
    [InlineData("MISSION_TOOL_LIMITS", "mail=0")]
    [InlineData("MISSION_TOOL_LIMITS", "mail=2,mail=3")]
    [InlineData("MISSION_AGENT_LIMITS", "=2")]
    [InlineData("MISSION_AGENT_LIMITS", "*=many")]
    [InlineData("MISSION_MAX_ACTIVITIES", "-1")]
    [InlineData("MISSION_MAX_QUEUED_STARTS", "1e3")]
    public async Task LimitThatIsNone_IsRefusedByName(string variable, string value)
    {
        _cli.Variables[variable] = value;

        var refused = await _cli.RunAsync("run", _cli.Write("count.json", Samples.Count));

        Assert.Equal(2, refused.Code);
        Assert.StartsWith($"error: {variable}: ", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithEveryLimitAtOne_Completes()
    {
        _cli.Variables["MISSION_TOOL_LIMITS"] = "data_store_update=1, *=1";
        _cli.Variables["MISSION_AGENT_LIMITS"] = "*=1";
        _cli.Variables["MISSION_MAX_ACTIVITIES"] = "1";
        _cli.Variables["MISSION_MAX_QUEUED_STARTS"] = "1";

        var run = await _cli.RunAsync("run", _cli.Write("count.json", Samples.Count), "--json");

        Assert.Equal((0, "completed"), (run.Code, run.Status));
    }
}

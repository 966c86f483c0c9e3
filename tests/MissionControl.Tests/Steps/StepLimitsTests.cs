using MissionControl.Runtime;
using MissionControl.Steps;

namespace MissionControl.Tests.Steps;

public sealed class StepLimitsTests
{
    private const string Step = """{"run_id":"r1","hop_id":"h","step":{"id":"s","parameters":[{"parameter":"x","literal":{"tool_name":"no","step":[1,{"agent_id":"no"}]}}],"tool_name":"mail"},"attempt":1,"agent_id":"ann"}""";

    [Theory]
    [InlineData(2, null, 3, null, "tool:mail=2 agent:ann=3")]
    [InlineData(2, null, null, null, "tool:mail=2")]
    [InlineData(null, 5, null, null, "tool:mail=5")]
    [InlineData(2, 5, null, 4, "tool:mail=2 agent:ann=4")]
    [InlineData(null, null, null, 4, "agent:ann=4")]
    [InlineData(null, null, null, null, "")]
    public void Limits_OfAStep_AreItsToolsAndItsAgents(int? tool, int? tools, int? agent, int? agents, string expected)
    {
        var limits = new StepLimits
        {
            MaxConcurrentPerTool = tool is { } t ? new Dictionary<string, int> { ["mail"] = t } : [],
            MaxConcurrentPerToolDefault = tools,
            MaxConcurrentPerAgent = agent is { } a ? new Dictionary<string, int> { ["ann"] = a } : [],
            MaxConcurrentPerAgentDefault = agents,
        };

        Assert.Equal(expected, Text(limits.For(null)(TaskNames.RunStep, Step)));
        Assert.Equal(expected.Length == 0, limits.IsUnlimited);
    }

    [Theory]
    [InlineData("PlanMission", Step)]
    [InlineData(TaskNames.RunStep, null)]
    [InlineData(TaskNames.RunStep, "[1,2]")]
    [InlineData(TaskNames.RunStep, "{\"step\":")]
    [InlineData(TaskNames.RunStep, "{\"step\":{\"tool_name\":7}}")]
    [InlineData(TaskNames.RunStep, "{\"step\":\"mail\"}")]
    public void Limits_OfWhatIsNoStep_AreNone(string activity, string? input) =>
        Assert.Equal("", Text(new StepLimits { MaxConcurrentPerToolDefault = 1 }.For(null)(activity, input)));

    [Fact]
    public void Alias_OfALimitedTool_CountsAsTheTool()
    {
        var tools = new ToolRegistry().Add(new AliasedTool());
        var limits = new StepLimits { MaxConcurrentPerTool = new Dictionary<string, int> { ["post"] = 1 } };

        Assert.Equal("tool:post=1", Text(limits.For(tools)(TaskNames.RunStep, Step)));
    }

    [Fact]
    public void LimitBelowOne_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepLimits { MaxConcurrentPerAgentDefault = 0 }.For(null));

    private static string Text(IReadOnlyList<ActivityLimit> limits) => string.Join(' ', limits.Select(limit => $"{limit.Key}={limit.Most}"));

    private sealed class AliasedTool : ITool
    {
        public ToolSignature Signature { get; } = new("post", "Sends.") { Aliases = ["mail"] };

        public Task<ToolResult> RunAsync(ToolInput input, ToolContext context) => throw new InvalidOperationException("Nobody runs it.");
    }
}

using MissionControl.Assets;
using MissionControl.Resolution;

namespace MissionControl.Tests.Resolution;

public sealed class AgentStepTests
{
    [Theory]
    [InlineData("context object, previous any", "result", "template(context object?, previous any?) -> result object",
        "template(context=context, previous=previous) -> result=result")]
    [InlineData("x any", "result", "template(context object?, previous any?) -> result object", "template() -> result=result")]
    [InlineData("topic text", "page", "write(text text) -> report report", "write(text=topic) -> report=page")]
    [InlineData("topic text", "report, length", "write(text text) -> report report; length number", "write(text=topic) -> report=report, length=length")]
    [InlineData("topic text, delay text", "r", "t(topic text, delay text?, file text=\"f\") -> result object", "t(topic=topic, delay=delay) -> result=r")]
    [InlineData("context object", "r", "t(headers object?, rename object={}) -> result object", "t() -> result=r")]
    public void Step_OfTheAgentsTool_BindsItsParametersAndOutputs(string inputs, string outputs, string tool, string step) =>
        Assert.Equal(step, Unresolved.Text(Build(inputs, outputs, tool)));

    [Theory]
    [InlineData("", "r", "t(text text) -> result object", "t needs 'text' (text), which nothing gives")]
    [InlineData("a text, b text", "r", "t(text text) -> result object", "'text' (text) of t could be 'a' and 'b'")]
    [InlineData("", "r", "t() -> one object; two object", "t has no output 'r': it has one, two")]
    [InlineData("", "one, uno", "t() -> one|uno object", "would have to feed two locals")]
    public void Tool_ThatDoesNotFitTheHop_IsAProblem(string inputs, string outputs, string tool, string problem)
    {
        var built = Build(inputs, outputs, tool);

        Assert.Contains(problem, built.Problem, StringComparison.Ordinal);
        Assert.Empty(built.Steps);
    }

    [Fact]
    public void Step_BuiltFromReferences_KnowsTheirTypes()
    {
        var references = new Dictionary<string, AssetReference> { ["topic"] = new("topic", AssetType.Text, "00", 2) };

        var built = AgentStep.Build(Unresolved.Hop("topic text", "r"), SignatureTool.Parse("t(words text) -> result object").Signature, references);

        Assert.Equal("t(words=topic) -> result=r", Unresolved.Text(built));
    }

    private static HopResolution Build(string inputs, string outputs, string tool) =>
        AgentStep.Build(Unresolved.Hop(inputs, outputs), SignatureTool.Parse(tool).Signature, Unresolved.Shapes(inputs));
}

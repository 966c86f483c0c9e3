using System.Text;
using MissionControl.Agents;
using MissionControl.Missions;
using MissionControl.Reference;
using MissionControl.Steps;
using MissionControl.Tests.Resolution;

namespace MissionControl.Tests.Agents;

public sealed class RoutingCheckTests
{
    private static readonly ReferenceSet Set = new()
    {
        Agents =
        [
            new("A1", null, null, "available") { Capabilities = ["write"] },
            new("A2", null, null, "away") { Tool = "lost_tool", Capabilities = ["draw"] },
        ],
        CapableAgents = new Dictionary<string, IReadOnlyList<string>> { ["T1"] = ["A1"], ["T2"] = ["ghost"] },
    };

    private static readonly ToolRegistry Tools = SignatureTool.Registry("template(context object?) -> result object");

    [Theory]
    [InlineData("""{"id": "h", "agent": "A1"}""", null, null)]
    [InlineData("""{"id": "h", "capability": "write"}""", null, null)]
    [InlineData("""{"id": "T1"}""", null, null)]
    [InlineData("""{"id": "unrouted"}""", null, null)]
    [InlineData("""{"id": "h", "agent": "A9"}""", "$.hops[0].agent", "there is no agent 'A9'")]
    [InlineData("""{"id": "h", "capability": "fly"}""", "$.hops[0].capability", "no agent has the capability 'fly'")]
    [InlineData("""{"id": "T2"}""", "$.hops[0]", "names no registered agent for 'T2'")]
    [InlineData("""{"id": "h", "capability": "draw"}""", "$.hops[0].capability", "agent 'A2' works with the tool 'lost_tool', which does not exist")]
    [InlineData("""{"id": "h", "agent": "A2", "steps": [{"tool_name": "template"}]}""", null, null)]
    public void Hop_ThatNobodyCouldEverDo_IsAnErrorAtItsPlace(string hop, string? path, string? found)
    {
        var error = RoutingCheck.Find(Mission(hop), "m.json", Set, Tools).SingleOrDefault();

        Assert.Equal(path, error?.Path);
        Assert.Equal(found is not null, error?.Found.Contains(found!, StringComparison.Ordinal) ?? false);
    }

    [Theory]
    [InlineData("""{"id": "T1"}""", true)]
    [InlineData("""{"id": "T1", "steps": [{"tool_name": "template"}]}""", false)]
    [InlineData("""{"id": "other"}""", false)]
    [InlineData("""{"id": "other", "capability": "write"}""", true)]
    public void Hop_WithoutStepsButWithARow_IsRouted(string hop, bool routed) =>
        Assert.Equal(routed, RoutingCheck.IsRouted(Mission(hop).Hops[0], Set));

    private static MissionDefinition Mission(string hop) => Assert.IsType<MissionDocumentReading.Sound>(
        MissionDocument.Read(Encoding.UTF8.GetBytes($$"""{"name": "m", "hops": [{{hop}}]}"""), "m.json")).Definition;
}

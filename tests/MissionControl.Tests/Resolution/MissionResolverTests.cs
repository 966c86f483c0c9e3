using System.Text;
using MissionControl.Assets;
using MissionControl.Missions;
using MissionControl.Resolution;
using MissionControl.Steps;

namespace MissionControl.Tests.Resolution;

public sealed class MissionResolverTests
{
    private static readonly ToolRegistry Tools = SignatureTool.Registry(
        "search(query text) -> emails email[]",
        "extract(emails email[]) -> data object[]",
        "store(data object[], store_name text) -> store_ref object{store_name text}",
        "summarize(store_name text) -> summary object",
        "report(summary object) -> report report");

    [Fact]
    public void Hop_WithoutSteps_GetsThoseOfItsChain()
    {
        var resolved = Resolve(
            """
            {"name": "Feedback",
             "inputs": [{"id": "criteria", "content": {"query": "label:x"}}],
             "hops": [{"id": "gather", "input_mapping": {"c": "criteria"}, "output_mapping": {"emails": "mails"}}]}
            """);

        Assert.Equal("search", Assert.Single(resolved.Definition.Hops[0].Steps).ToolName);
        Assert.Equal("search (query from c.query); exports emails (its emails)", resolved.Explanations["gather"]);
        Assert.Empty(resolved.Errors);
    }

    [Fact]
    public void Output_DeclaredByTheMission_DecidesTheType() =>
        Assert.Equal("search, extract", Chain(
            """
            {"name": "Feedback",
             "inputs": [{"id": "query", "type": "text"}],
             "outputs": [{"id": "rows", "type": "object[]"}],
             "hops": [{"input_mapping": {"query": "query"}, "output_mapping": {"found": "rows"}}]}
            """, 0));

    [Fact]
    public void Output_TakenByAWrittenStep_HasTheTypeOfItsParameter() =>
        Assert.Equal("search", Chain(
            """
            {"name": "Feedback",
             "inputs": [{"id": "query", "type": "text"}],
             "outputs": [{"id": "rows", "type": "any"}],
             "hops": [
               {"input_mapping": {"query": "query"}, "output_mapping": {"found": "mails"}},
               {"input_mapping": {"m": "mails"}, "output_mapping": {"rows": "rows"}, "steps": [
                 {"tool_name": "extract", "parameter_mapping": {"emails": {"state_asset": "m"}}, "result_mapping": {"data": {"state_asset": "rows"}}}]}]}
            """, 0));

    [Fact]
    public void Output_TakenByWrittenStepsAsDifferentThings_NamesBoth()
    {
        var resolved = Resolve(
            """
            {"name": "Feedback",
             "inputs": [{"id": "query", "type": "text"}],
             "hops": [
               {"id": "one", "input_mapping": {"query": "query"}, "output_mapping": {"found": "x"}},
               {"id": "two", "input_mapping": {"m": "x"}, "output_mapping": {"rows": "rows"}, "steps": [
                 {"tool_name": "extract", "parameter_mapping": {"emails": {"state_asset": "m"}}, "result_mapping": {"data": {"state_asset": "rows"}}},
                 {"tool_name": "search", "parameter_mapping": {"query": {"state_asset": "m"}}, "result_mapping": {"emails": {"discard": true}}}]}]}
            """);

        Assert.Contains("'x' is wanted as email[] by two/step1 and as text by two/step2", Assert.Single(resolved.Errors).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Hop_AfterAResolvedOne_KnowsWhatItsToolDeclares()
    {
        const string Document =
            """
            {"name": "Feedback",
             "inputs": [{"id": "rows", "type": "object[]"}, {"id": "target", "content": {"store_name": "s"}}],
             "outputs": [{"id": "page", "type": "report"}],
             "hops": [
               {"input_mapping": {"place": "kept"}, "output_mapping": {"out": "figures_report"}, "order": 1, "steps": [
                 {"tool_name": "summarize", "parameter_mapping": {"store_name": {"state_asset": "place", "path": "content.store_name"}},
                  "result_mapping": {"summary": {"state_asset": "out"}}}]},
               {"input_mapping": {"rows": "rows", "target": "target"}, "output_mapping": {"store_ref": "kept"}},
               {"input_mapping": {"figures": "figures_report"}, "output_mapping": {"page": "page"}}]}
            """;

        Assert.Equal("store", Chain(Document, 1));
        Assert.Equal("report", Chain(Document, 2));
    }

    [Fact]
    public void Hop_ThatCannotBeResolved_IsAnErrorAtItsPlaceAndLeavesTheOthersResolved()
    {
        var resolved = Resolve(
            """
            {"name": "Feedback",
             "inputs": [{"id": "query", "type": "text"}],
             "hops": [
               {"id": "lost", "output_mapping": {"treasure": "t"}},
               {"id": "found", "input_mapping": {"query": "query"}, "output_mapping": {"emails": "mails"}}]}
            """);

        var error = Assert.Single(resolved.Errors);
        Assert.Equal(("mission.json", "$.hops[0]"), (error.File, error.Path));
        Assert.Contains("hop 'lost' has no steps and cannot be resolved", error.Found, StringComparison.Ordinal);
        Assert.Single(resolved.Definition.Hops[1].Steps);
    }

    [Fact]
    public void Hop_ThatIsRouted_StaysAsItIs()
    {
        var definition = Read("""{"name": "Feedback", "hops": [{"id": "T1", "output_mapping": {"result": "t"}}]}""");

        var resolved = MissionResolver.Resolve(definition, "mission.json", Tools, hop => hop.Id == "T1");

        Assert.Empty(resolved.Errors);
        Assert.Empty(resolved.Definition.Hops[0].Steps);
    }

    [Fact]
    public void Content_GivenAtStart_ReplacesThatOfTheDocument()
    {
        var definition = Read(
            """
            {"name": "Feedback",
             "inputs": [{"id": "criteria", "content": {"nothing": 1}}],
             "hops": [{"input_mapping": {"c": "criteria"}, "output_mapping": {"emails": "mails"}}]}
            """);
        var given = new Dictionary<string, AssetShape> { ["criteria"] = AssetShape.Of(AssetType.Any, System.Text.Json.Nodes.JsonNode.Parse("""{"query":"q"}""")) };

        Assert.Single(MissionResolver.Resolve(definition, "mission.json", Tools, _ => false).Errors);
        Assert.Empty(MissionResolver.Resolve(definition, "mission.json", Tools, _ => false, given).Errors);
    }

    private static string Chain(string document, int hop)
    {
        var resolved = Resolve(document);
        Assert.Empty(resolved.Errors);
        return string.Join(", ", resolved.Definition.Hops[hop].Steps.Select(step => step.ToolName));
    }

    private static MissionResolution Resolve(string document) =>
        MissionResolver.Resolve(Read(document), "mission.json", Tools, _ => false);

    private static MissionDefinition Read(string document) =>
        Assert.IsType<MissionDocumentReading.Sound>(MissionDocument.Read(Encoding.UTF8.GetBytes(document), "mission.json")).Definition;
}

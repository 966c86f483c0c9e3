using System.Text;
using MissionControl.Missions;
using MissionControl.Resolution;
using MissionControl.Steps;
using MissionControl.Testing.Stores;

namespace MissionControl.Tools;

/// <summary>What the resolver makes of unresolved hops with the tools that come with the product.</summary>
public sealed class StandardToolsResolutionTests
{
    private static readonly ToolRegistry Tools = new ToolRegistry().AddStandardTools(new StandardToolOptions(new InMemoryRecordStore()));

    [Theory]
    [InlineData("gather messages",
        """{"id": "criteria", "content": {"query": "label:customer-feedback", "date_range": "last_30_days"}}""",
        """{"criteria": "criteria"}""", """{"emails": "made"}""", "any",
        "mail_search(query=criteria content.query, date_filter=criteria content.date_range)")]
    [InlineData("read messages",
        """{"id": "raw", "type": "email[]"}""", """{"raw": "raw"}""", """{"rows": "made"}""", "object[]",
        "email_extraction(emails=raw content)")]
    [InlineData("gather and read messages",
        """{"id": "criteria", "type": "object", "content": {"query": "label:customer-feedback"}}""",
        """{"criteria": "criteria"}""", """{"rows": "made"}""", "object[]",
        "mail_search(query=criteria content.query), email_extraction(emails=emails content)")]
    [InlineData("gather, read and keep messages",
        """{"id": "criteria", "content": {"query": "label:customer-feedback", "store_name": "feedback"}}""",
        """{"criteria": "criteria"}""", """{"store_ref": "made"}""", "any",
        "mail_search(query=criteria content.query), email_extraction(emails=emails content), "
        + "data_store_update(store_name=criteria content.store_name, data=extracted_data content)")]
    [InlineData("summarize a store",
        """{"id": "place", "content": {"store_name": "feedback"}}""", """{"place": "place"}""", """{"summary": "made"}""", "any",
        "data_store_summarize(store_name=place content.store_name)")]
    [InlineData("report on a store",
        """{"id": "place", "content": {"store_name": "feedback", "group_by": ["sentiment"]}}""", """{"place": "place"}""", """{"page": "made"}""", "report",
        "data_store_summarize(store_name=place content.store_name, group_by=place content.group_by), report_generator(stats=summary content)")]
    public void Hop_OfTheStandardTools_IsResolved(string hop, string input, string inputs, string outputs, string type, string chain)
    {
        var document = $$"""
            {"name": "{{hop}}", "inputs": [{{input}}], "outputs": [{"id": "made", "type": "{{type}}"}],
             "hops": [{"input_mapping": {{inputs}}, "output_mapping": {{outputs}}}]}
            """;
        var definition = Assert.IsType<MissionDocumentReading.Sound>(MissionDocument.Read(Encoding.UTF8.GetBytes(document), "m.json")).Definition;

        var resolved = MissionResolver.Resolve(definition, "m.json", Tools, _ => false);

        Assert.Empty(resolved.Errors);
        Assert.Equal(chain, string.Join(", ", resolved.Definition.Hops[0].Steps.Select(Text)));
        Assert.Empty(MissionCheck.Check(resolved.Definition, "m.json", Tools));
    }

    private static string Text(StepDefinition step) =>
        $"{step.ToolName}({string.Join(", ", step.Parameters.Select(one => $"{one.Parameter}={one.StateAsset} {one.Path}"))})";
}

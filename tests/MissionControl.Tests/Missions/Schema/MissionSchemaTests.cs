using System.Text;
using System.Text.Json.Nodes;
using MissionControl.Missions.Reading;
using MissionControl.Testing;

namespace MissionControl.Tests.Missions.Schema;

/// <summary>Holds the published schema and the loader against each other, so that neither says what the other does not.</summary>
public sealed class MissionSchemaTests
{
    private static readonly JsonSchema Schema = new(
        JsonNode.Parse(File.ReadAllText(Repository.PathTo("data", "mission.schema.json")))!.AsObject());

    private static readonly string[] Probes =
    [
        "null", "true", "false", "0", "-1", "1", "1.5", "3.0", "70", "1001", "6000000", "3000000000",
        "\"a\"", "\"\"", "\" \"", "\"$$$\"", "\"1.0\"", "\"5m\"", "\"0s\"", "\"PT5M\"", "\"P1Y\"", "\"P\"", "\"5\"", "\"EMAIL\"", "\"email[]\"", "\"emails\"",
        "\"content\"", "\"content.a[0]\"", "\"content.a[].b\"", "\"content[\\\"a b\\\"]\"", "\"metadata.x\"", "\"state.x\"", "\"content..a\"",
        "\"fail\"", "\"reroute\"", "\"approve\"", "\"lower\"", "\"http\"",
        "[]", "[\"a\"]", "[\"\"]", "[1]", "[null]", "[{}]", "[{\"id\":\"a\"}]", "[{\"tool_name\":\"t\"}]",
        "{}", "{\"a\":\"a\"}", "{\"a\":1}", "{\"a b\":\"a\"}", "{\"a\":{\"asset\":\"a\",\"default\":null}}", "{\"type\":\"list\",\"items\":\"email\"}", "{\"type\":\"text\"}",
        "{\"a\":{\"literal\":null}}", "{\"a\":{\"state_asset\":\"a\"}}", "{\"a\":{\"discard\":true}}", "{\"target_a\":1,\"a_threshold\":2}", "{\"target_a\":\"1\"}",
        "{\"max_attempts\":2}", "51", "\"quorum\"", "\"escalate\"", "\"on_reject\"", "[\"group:a\"]", "[\"group:\"]", "[\"a\\u0007\"]", "[{\"approvers\":[\"a\"]}]", "{\"rule\":\"any\"}", "{\"usd\":1}", "{\"plan\":true}", "{\"a\":{\"target\":1}}",
    ];

    /// <summary>A whole document around one object of each kind; % is where the probed member goes.</summary>
    private static readonly Dictionary<string, (DocumentShape Shape, string Host)> Hosts = new()
    {
        ["mission"] = (DocumentShape.Mission, """{"name":"m","hops":[{}],%}"""),
        ["asset"] = (DocumentShape.Asset, """{"name":"m","hops":[{}],"inputs":[{"id":"a",%}]}"""),
        ["output"] = (DocumentShape.Asset, """{"name":"m","hops":[{}],"outputs":[{"id":"a",%}]}"""),
        ["list_type"] = (DocumentShape.ListType, """{"name":"m","hops":[{}],"inputs":[{"id":"a","type":{"type":"list",%}}]}"""),
        ["hop"] = (DocumentShape.Hop, """{"name":"m","hops":[{%}]}"""),
        ["input"] = (DocumentShape.Input, """{"name":"m","hops":[{"input_mapping":{"a":{"asset":"a",%}}}]}"""),
        ["step"] = (DocumentShape.Step, """{"name":"m","hops":[{"steps":[{"tool_name":"t",%}]}]}"""),
        ["parameter"] = (DocumentShape.Parameter, """{"name":"m","hops":[{"steps":[{"tool_name":"t","parameter_mapping":{"p":{%}}}]}]}"""),
        ["result"] = (DocumentShape.Result, """{"name":"m","hops":[{"steps":[{"tool_name":"t","result_mapping":{"p":{%}}}]}]}"""),
        ["retry"] = (DocumentShape.Retry, """{"name":"m","hops":[{"retry":{%}}]}"""),
        ["kpi"] = (DocumentShape.Kpi, """{"name":"m","hops":[{}],"kpis":{"k":{%}}}"""),
        ["approvals"] = (DocumentShape.Approvals, """{"name":"m","hops":[{}],"approvals":{%}}"""),
        ["approval"] = (DocumentShape.Approval, """{"name":"m","hops":[{"approval":{%}}]}"""),
        ["escalation"] = (DocumentShape.Escalation, """{"name":"m","hops":[{}],"approvals":{"escalate_to":[{"approvers":["a"],%}]}}"""),
        ["budget"] = (DocumentShape.Budget, """{"name":"m","hops":[{}],"budget":{%}}"""),
    };

    public static TheoryData<string> Kinds => [.. Hosts.Keys];

    public static IEnumerable<object[]> Members =>
        Hosts.SelectMany(host => host.Value.Shape.Members.Select(member => new object[] { host.Key, member }));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Schema_OfEachObject_ListsExactlyTheFieldsThatTheLoaderKnows(string kind)
    {
        var shape = Hosts[kind].Shape;
        var listed = Schema.Definition(kind)["properties"]!.AsObject().Select(property => property.Key);

        Assert.Equal(shape.Members.Concat(shape.Ignored).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        Assert.False(Schema.Definition(kind)["additionalProperties"]!.GetValue<bool>());
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void Field_WithAnyValue_IsJudgedByTheSchemaAsByTheLoader(string kind, string member)
    {
        // What else stands in the object decides whether the member is welcome: try it alone and beside each companion.
        string[] companions = kind == "parameter" ? ["", "\"state_asset\":\"a\"", "\"literal\":1", "\"secret\":\"s\""]
            : kind == "result" ? ["", "\"state_asset\":\"a\"", "\"discard\":true"]
            : kind == "hop" ? ["", "\"capability\":\"c\""]
            : kind == "kpi" ? ["", "\"state_asset\":\"a\""]
            : [""];
        var host = Hosts[kind].Host;
        var judged = 0;
        foreach (var companion in companions.Where(companion => !companion.StartsWith($"\"{member}\":", StringComparison.Ordinal)))
        {
            foreach (var probe in Probes.Where(probe => !IsBeyondASchema(member, probe)))
            {
                var document = Replace(host, member, probe, companion);

                Assert.True(Loads(document) == Schema.IsValid(JsonNode.Parse(document)), $"loads: {Loads(document)}: {document}");
                judged++;
            }
        }

        Assert.NotEqual(0, judged);
    }

    [Theory]
    [InlineData("""{"name":"m"}""")]
    [InlineData("""{"hops":[{}]}""")]
    [InlineData("""{"name":"m","hops":[{"steps":[{}]}]}""")]
    [InlineData("""{"name":"m","hops":[{}],"inputs":[{}]}""")]
    [InlineData("""{"name":"m","hops":[{"input_mapping":{"a":{}}}]}""")]
    [InlineData("""{"name":"m","hops":[{"steps":[{"tool_name":"t","parameter_mapping":{"p":{}}}]}]}""")]
    [InlineData("""{"name":"m","hops":[{}],"surprise":1}""")]
    [InlineData("[]")]
    public void Document_WithoutWhatItNeeds_IsRefusedByBoth(string document)
    {
        Assert.False(Loads(document));
        Assert.False(Schema.IsValid(JsonNode.Parse(document)));
    }

    [SharedDataFact]
    public void SharedMission_AsItWasWritten_IsValid() =>
        Assert.True(Schema.IsValid(JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.SharedData, "missions", "analyze-customer-feedback.json")))));

    // No schema can say that a mission's name has a letter to make an id of, nor compare two durations.
    private static bool IsBeyondASchema(string member, string probe) =>
        (member == "name" && probe == "\"$$$\"") || (member == "max_interval" && probe == "\"0s\"");

    private static string Replace(string host, string member, string probe, string companion)
    {
        var document = JsonNode.Parse(host.Replace("%", "\"PROBED\":1", StringComparison.Ordinal))!;
        var place = Find(document)!;
        place.Remove("PROBED");
        place[member] = JsonNode.Parse(probe);
        if (companion.Length > 0)
        {
            var other = JsonNode.Parse("{" + companion + "}")!.AsObject().Single();
            place[other.Key] = other.Value!.DeepClone();
        }

        return document.ToJsonString();
    }

    private static JsonObject? Find(JsonNode? node) => node switch
    {
        JsonObject found when found.ContainsKey("PROBED") => found,
        JsonObject found => found.Select(member => Find(member.Value)).FirstOrDefault(one => one is not null),
        JsonArray list => list.Select(Find).FirstOrDefault(one => one is not null),
        _ => null,
    };

    /// <summary>The loader's word on the document itself, without the graph, which no schema can judge.</summary>
    private static bool Loads(string json)
    {
        var errors = new DocumentErrors("m.json");
        using var document = DocumentSyntax.Parse(Encoding.UTF8.GetBytes(json), errors);
        MissionReader.Read(new DocumentNode(document!.RootElement, DocumentPlace.Root, errors));
        return !errors.Any;
    }
}

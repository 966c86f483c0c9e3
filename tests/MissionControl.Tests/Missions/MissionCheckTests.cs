using MissionControl.Assets;
using MissionControl.Missions;
using MissionControl.Steps;

namespace MissionControl.Tests.Missions;

public sealed class MissionCheckTests
{
    private static readonly ToolRegistry Tools = new ToolRegistry()
        .Add(new SignatureTool(new ToolSignature("mail_search", "Finds messages.")
        {
            Aliases = ["gmail_search"],
            Parameters =
            [
                new ToolParameter("query", AssetType.Text, "What to find.") { Aliases = ["q"] },
                new ToolParameter("limit", AssetType.Number, "At most.") { Required = false },
                new ToolParameter("order", AssetType.Text, "Which first.") { Default = "newest", AllowedValues = ["newest", "oldest"] },
                new ToolParameter("folders", AssetType.ListOf(AssetType.Text), "Where.") { Required = false, AllowedValues = ["inbox", "sent"] },
                new ToolParameter("extra", AssetType.Any, "Anything.") { Required = false },
                new ToolParameter("even", AssetType.Number, "An even number.") { Required = false, FaultOf = number => number.GetValue<decimal>() % 2 == 0 ? null : "Give an even one." },
            ],
            Outputs = [new ToolOutput("emails", AssetType.ListOf(AssetType.Email), "Found.") { Aliases = ["messages"] }, new ToolOutput("count", AssetType.Number, "How many.")],
        }))
        .Add(new SignatureTool(new ToolSignature("ping", "Takes nothing.")));

    public static TheoryData<string, string, string> Faults => new()
    {
        { Step("gmail_serch", "", ""), "$.hops[0].steps[0].tool_name", "no tool is named \"gmail_serch\". Did you mean \"gmail_search\"? The tools are mail_search, ping" },
        { Step("mail_search", ""), "$.hops[0].steps[0].parameter_mapping.query", "missing: mail_search needs the parameter \"query\" (text)" },
        { Step("mail_search", "\"qurey\":{\"literal\":\"x\"},\"q\":{\"literal\":\"x\"}"), "$.hops[0].steps[0].parameter_mapping.qurey", "no parameter \"qurey\". Did you mean \"query\"? It takes query, limit, order, folders, extra, even" },
        { Step("ping", "\"x\":{\"literal\":1}"), "$.hops[0].steps[0].parameter_mapping.x", "ping has no parameter \"x\". It takes none" },
        { Step("mail_search", "\"query\":{\"literal\":\"x\"},\"q\":{\"literal\":\"y\"}"), "$.hops[0].steps[0].parameter_mapping.q", "\"query\" and \"q\" are the same parameter" },
        { Step("mail_search", "\"q\":{\"literal\":5}"), "$.hops[0].steps[0].parameter_mapping.q.literal", "at literal: expected text, found number" },
        { Step("mail_search", "\"q\":{\"literal\":null}"), "$.hops[0].steps[0].parameter_mapping.q.literal", "at literal: expected text, found null. Leave the parameter out" },
        { Step("mail_search", "\"q\":{\"literal\":\"x\"},\"folders\":{\"literal\":[\"inbox\",3]}"), "$.hops[0].steps[0].parameter_mapping.folders.literal", "at literal[1]: expected text, found number" },
        { Step("mail_search", "\"q\":{\"literal\":\"x\"},\"folders\":{\"literal\":[\"inbox\",\"snet\"]}"), "$.hops[0].steps[0].parameter_mapping.folders.literal", "\"snet\" is not allowed for \"folders\". Did you mean \"sent\"? Use inbox, sent" },
        { Step("mail_search", "\"q\":{\"literal\":\"x\"},\"order\":{\"literal\":\"newst\"}"), "$.hops[0].steps[0].parameter_mapping.order.literal", "Did you mean \"newest\"?" },
        { Step("mail_search", "\"q\":{\"state_asset\":\"in\",\"default\":5}"), "$.hops[0].steps[0].parameter_mapping.q.default", "at default: expected text, found number" },
        { Step("mail_search", "\"q\":{\"literal\":\"x\"},\"limit\":{\"secret\":\"s\"}"), "$.hops[0].steps[0].parameter_mapping.limit.secret", "a secret is a text, and \"limit\" is number" },
        { Step("mail_search", "\"q\":{\"state_asset\":\"inn\"}"), "$.hops[0].steps[0].parameter_mapping.q.state_asset", "nothing in the hop is named \"inn\" before this step. Did you mean \"in\"?" },
        { Step("mail_search", "\"q\":{\"state_asset\":\"out\"}"), "$.hops[0].steps[0].parameter_mapping.q.state_asset", "nothing in the hop is named \"out\" before step \"step1\" has written it" },
        { Step("mail_search", "\"q\":{\"literal\":\"x\"}", "\"emial\":{\"discard\":true},\"emails\":{\"state_asset\":\"out\"}"), "$.hops[0].steps[0].result_mapping.emial", "mail_search has no output \"emial\". It gives emails, count" },
        { Step("mail_search", "\"q\":{\"literal\":\"x\"}", "\"emails\":{\"state_asset\":\"out\"},\"messages\":{\"discard\":true}"), "$.hops[0].steps[0].result_mapping.messages", "mapped under another name already" },
        { Step("mail_search", "\"q\":{\"literal\":\"x\"}", "\"count\":{\"state_asset\":\"oute\"}"), "$.hops[0].output_mapping.out", "no step writes \"out\". Did you mean \"oute\"? There are in, oute" },
        { Step("mail_search", "\"q\":{\"literal\":\"x\"}", members: "\"editable\":[\"q\",\"limt\"]"), "$.hops[0].steps[0].editable[1]", "no parameter \"limt\". Did you mean \"limit\"?" },
        { Step("mail_search", "\"q\":{\"literal\":\"x\"},\"even\":{\"literal\":3}"), "$.hops[0].steps[0].parameter_mapping.even.literal", "\"even\" cannot take this value. Give an even one." },
        { Step("mail_search", "\"q\":{\"state_asset\":\"in\",\"path\":\"content.q\"},\"even\":{\"state_asset\":\"in\",\"path\":\"content.n\",\"default\":1}"), "$.hops[0].steps[0].parameter_mapping.even.default", "Give an even one" },
        {
            """{"name":"m","inputs":[{"id":"i","type":"number"}],"hops":[{"input_mapping":{"n":"i"},"steps":[{"tool_name":"mail_search","parameter_mapping":{"q":{"state_asset":"n"}}}]}]}""",
            "$.hops[0].steps[0].parameter_mapping.q", "\"n\" is number, and \"query\" of mail_search is text. Map another asset"
        },
        {
            """{"name":"m","hops":[{"output_mapping":{"found":"all"},"steps":[{"tool_name":"mail_search","parameter_mapping":{"q":{"literal":"x"}},"result_mapping":{"emails":{"state_asset":"found"}}}]}],"outputs":[{"id":"all","type":"report"}]}""",
            "$.hops[0].output_mapping.found", "\"found\" is email[], and the mission's output \"all\" is declared as report"
        },
        {
            """{"name":"m","hops":[{"id":"a","output_mapping":{"found":"all"},"steps":[{"tool_name":"mail_search","parameter_mapping":{"q":{"literal":"x"}},"result_mapping":{"count":{"state_asset":"found"}}}]},{"id":"b","input_mapping":{"x":"all"},"steps":[{"tool_name":"mail_search","parameter_mapping":{"q":{"state_asset":"x"}}}]}]}""",
            "$.hops[1].steps[0].parameter_mapping.q", "\"x\" is number"
        },
        { """{"name":"m","inputs":[{"id":"a","type":"email[]","content":[{"id":1}]}],"hops":[{}]}""", "$.inputs[0].content", "the content is no email[]: at content[0].id: expected text, found number" },
        { """{"name":"m","inputs":[{"id":"a","type":"text","content":null}],"hops":[{}]}""", "$.inputs[0].content", "expected text, found null" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Mission_ThatDoesNotSuitItsTools_IsReportedNamingPlaceFoundAndCure(string json, string path, string text)
    {
        var fault = Assert.Single(MissionCheck.Check(Documents.Sound(json), "m.json", Tools));

        Assert.Equal(path, fault.Path);
        Assert.Contains(text, $"{fault.Found}. {fault.Cure}", StringComparison.Ordinal);
    }

    public static TheoryData<string> Fitting => new()
    {
        Step("mail_search", "\"query\":{\"literal\":\"x\"}"),
        Step("gmail_search", "\"q\":{\"state_asset\":\"in\",\"path\":\"content.not.there\"},\"limit\":{\"literal\":3},\"order\":{\"literal\":\"oldest\"}"),
        Step("mail_search", "\"q\":{\"secret\":\"s\"},\"extra\":{\"literal\":null},\"folders\":{\"state_asset\":\"in\",\"path\":\"content[].x\",\"default\":\"inbox\"}"),
        Step("mail_search", "\"q\":{\"literal\":\"x\"}", "\"messages\":{\"state_asset\":\"out\",\"path\":\"content.a\"},\"count\":{\"state_asset\":\"out\",\"path\":\"content.b\"}"),
        """{"name":"m","inputs":[{"id":"i","type":"text"}],"hops":[{"input_mapping":{"a":"i"},"output_mapping":{"made_later":"x"}}],"outputs":[{"id":"x"}]}""",
        Step("mail_search", "\"q\":{\"literal\":\"x\"},\"even\":{\"literal\":4}"),
        """{"name":"m","hops":[{"output_mapping":{"found":"all"},"steps":[{"tool_name":"mail_search","parameter_mapping":{"q":{"literal":"x"}},"result_mapping":{"emails":{"state_asset":"found"}}}]}],"outputs":[{"id":"all","type":"text[]"}]}""",
        """{"name":"m","hops":[{"output_mapping":{"found":"all"},"steps":[{"tool_name":"mail_search","parameter_mapping":{"q":{"literal":"x"}},"result_mapping":{"emails":{"state_asset":"found","path":"content.mails"}}}]}],"outputs":[{"id":"all","type":"report"}]}""",
        """{"name":"m","inputs":[{"id":"i"}],"hops":[{"input_mapping":{"a":"i"},"output_mapping":{"a":"x"},"steps":[{"tool_name":"ping"}]}],"outputs":[{"id":"x"}]}""",
    };

    [Theory]
    [MemberData(nameof(Fitting))]
    public void Mission_ThatSuitsItsTools_HasNoFault(string json) =>
        Assert.Empty(MissionCheck.Check(Documents.Sound(json), "m.json", Tools));

    [Fact]
    public void Step_ReadingWhatALaterStepOfItsHopWrites_IsReported()
    {
        var json = Documents.Hop("""
            "steps":[
              {"tool_name":"mail_search","parameter_mapping":{"q":{"state_asset":"late"}}},
              {"tool_name":"mail_search","parameter_mapping":{"q":{"literal":"x"}},"result_mapping":{"emails":{"state_asset":"late"}}},
              {"tool_name":"mail_search","parameter_mapping":{"q":{"state_asset":"late"}}}]
            """);

        Assert.Equal("$.hops[0].steps[0].parameter_mapping.q.state_asset", Assert.Single(MissionCheck.Check(Documents.Sound(json), "m.json", Tools)).Path);
    }

    [Fact]
    public void Document_ReadTogetherWithTheTools_TellsFaultsOfBothAtOnce()
    {
        var faults = Documents.Faults(
            """
            {"name":"m","timeout":5,"hops":[
              {"id":"a","depends_on":["b"],"steps":[{"tool_name":"pong"},{"tool_name":"mail_search","parameter_mapping":{"q":5}}]},
              {"id":"b","depends_on":["a"],"steps":[{"tool_name":"mail_search"}]}]}
            """,
            Tools);

        Assert.Equal(
            [
                "$.hops[0].steps[1].parameter_mapping.q", "$.timeout", "$.hops[0]",
                "$.hops[0].steps[0].tool_name", "$.hops[1].steps[0].parameter_mapping.query",
            ],
            faults.Select(fault => fault.Split(": ")[0]));
    }

    [Fact]
    public void Mission_WithThousandsOfUnknownTools_IsReportedUpToTheLimit()
    {
        var steps = $"\"steps\":[{string.Join(',', Enumerable.Repeat("{\"tool_name\":\"pong\"}", 900).Select((step, i) => step.Replace("}", $",\"id\":\"s{i}\"}}", StringComparison.Ordinal)))}]";
        var json = $$"""{"name":"m","hops":[{{string.Join(',', Enumerable.Repeat($"{{{steps}}}", 50))}}]}""";

        Assert.Equal(1000, MissionCheck.Check(Documents.Sound(json), "m.json", Tools).Count);
    }

    private static string Step(string tool, string parameters, string results = "\"emails\":{\"state_asset\":\"out\"}", string? members = null)
    {
        var isSearch = tool.Contains("search", StringComparison.Ordinal);
        return $$"""
            {"name":"m","inputs":[{"id":"i"}],"hops":[{
              "input_mapping":{"in":"i"}{{(isSearch ? ",\"output_mapping\":{\"out\":\"x\"}" : "")}},
              "steps":[{"tool_name":"{{tool}}","parameter_mapping":{{{parameters}}}{{(isSearch ? $",\"result_mapping\":{{{results}}}" : "")}}{{(members is null ? "" : "," + members)}}}]}]}
            """;
    }
}

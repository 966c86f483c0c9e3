using System.Text;
using MissionControl.Missions;

namespace MissionControl.Tests.Missions;

public sealed class MissionDocumentFaultTests
{
    public static TheoryData<string, string, string> Faults => new()
    {
        { "[]", "$", "found a list. Give an object" },
        { "{}", "$.name", "missing. A mission needs name" },
        { "{}", "$.hops", "missing. A mission needs hops" },
        { """{"name":"","hops":[{}]}""", "$.name", "an empty text" },
        { """{"name":5,"hops":[{}]}""", "$.name", "found number 5. Give a text" },
        { """{"name":"Отчёт","hops":[{}]}""", "$.mission_id", "no letters or digits" },
        { """{"name":"m","hops":[]}""", "$.hops", "an empty list. A mission has at least one hop" },
        { """{"name":"m","hops":{}}""", "$.hops", "found an object. Give a list" },
        { """{"name":"m","hops":["x"]}""", "$.hops[0]", "found text \"x\". Give an object" },
        { """{"name":"m","hops":[{}],"gaol":"x"}""", "$.gaol", "unknown field \"gaol\" in a mission. Did you mean \"goal\"?" },
        { """{"name":"m","hops":[{}],"zzzzz":"x"}""", "$.zzzzz", "A mission has schema_version, mission_id" },
        { """{"name":"m","hops":[{}],"a\n\u001b[2J":1}""", "$[\"a\\u000a\\u001b[2J\"]", "unknown field \"a\\u000a\\u001b[2J\"" },
        { """{"name":"m","name":"n","hops":[{}]}""", "$.name", "\"name\" stands twice" },
        { """{"name":"m","hops":[{}],"metadata":{"a":[{"x":1,"x":2}]}}""", "$.metadata.a[0].x", "stands twice" },
        { """{"name":"m","mission_id":"a b","hops":[{}]}""", "$.mission_id", "\"a b\" is no id. Use 1 to 64 letters" },
        { """{"name":"m","schema_version":"2.0","hops":[{}]}""", "$.schema_version", "This version reads \"1.0\"" },
        { """{"name":"m","hops":[{}],"timeout":90}""", "$.timeout", "number 90, a number without unit. For a duration write a number and its unit" },
        { """{"name":"m","hops":[{}],"timeout":"90"}""", "$.timeout", "\"90\" is no duration" },
        { """{"name":"m","hops":[{}],"timeout":"P1Y"}""", "$.timeout", "\"P1Y\" is no duration" },
        { """{"name":"m","hops":[{}],"timeout":"0s"}""", "$.timeout", "longer than zero" },
        { """{"name":"m","hops":[{}],"timeout":"4000d"}""", "$.timeout", "longer than ten years" },
        { """{"name":"m","hops":[{}],"budget":{"usd":-1}}""", "$.budget.usd", "found number -1. Give a number of at least 0" },
        { """{"name":"m","hops":[{}],"budget":{"usd":1e99}}""", "$.budget.usd", "found number 1e99" },
        { """{"name":"m","hops":[{}],"approvals":{"quorums":2}}""", "$.approvals.quorums", "unknown field \"quorums\" in the approvals section. Did you mean \"quorum\"?" },
        { """{"name":"m","hops":[{}],"approvals":{"quorum":2}}""", "$.approvals.rule", "rule quorum without approvers" },
        { """{"name":"m","hops":[{}],"approvals":{"rule":"all"}}""", "$.approvals.rule", "rule all without approvers" },
        { """{"name":"m","hops":[{}],"approvals":{"approvers":["ann"],"rule":"quorum"}}""", "$.approvals.quorum", "rule quorum without a number" },
        { """{"name":"m","hops":[{}],"approvals":{"approvers":["ann"],"rule":"all","quorum":1}}""", "$.approvals.quorum", "quorum beside rule all" },
        { """{"name":"m","hops":[{}],"approvals":{"approvers":["ann","bob"],"quorum":3}}""", "$.approvals.quorum", "a quorum of 3 among 2 approvers" },
        { """{"name":"m","hops":[{}],"approvals":{"approvers":["ann","Ann"]}}""", "$.approvals.approvers", "somebody twice" },
        { """{"name":"m","hops":[{}],"approvals":{"approvers":["group:the boss"]}}""", "$.approvals.approvers[0]", "names no group" },
        { """{"name":"m","hops":[{}],"approvals":{"due":"1d","escalate_to":[{"approvers":["ann"]}]}}""", "$.approvals.escalate_to", "on_timeout is reject. Write \"on_timeout\": \"escalate\"" },
        { """{"name":"m","hops":[{}],"approvals":{"on_timeout":"escalate"}}""", "$.approvals.on_timeout", "on_timeout escalate without a due" },
        { """{"name":"m","hops":[{}],"approvals":{"due":"1d","remind_after":"2d"}}""", "$.approvals.remind_after", "Remind before it is due" },
        { """{"name":"m","hops":[{}],"approvals":{"outputs":["reprot"]},"outputs":[{"id":"report"}]}""", "$.approvals.outputs[0]", "Did you mean \"report\"" },
        { """{"name":"m","hops":[{"approval":{"rule":"all"}}]}""", "$.hops[0].approval.rule", "rule all without approvers" },
        { """{"name":"m","hops":[{"approval":{},"requires_human_approval":false}]}""", "$.hops[0].approval", "requires_human_approval: false" },
        { """{"name":"m","hops":[{}],"approvals":{"on_timeout":"aprove"}}""", "$.approvals.on_timeout", "Did you mean \"approve\"? Use one of reject, approve, escalate" },
        { """{"name":"m","hops":[{}],"inputs":[{}]}""", "$.inputs[0].id", "An asset needs id" },
        { """{"name":"m","hops":[{}],"inputs":[{"id":"a","type":"emial"}]}""", "$.inputs[0].type", "\"emial\" is no type. Did you mean \"email\"?" },
        { """{"name":"m","hops":[{}],"inputs":[{"id":"a","type":{"type":"text"}}]}""", "$.inputs[0].type.type", "An object names the type of a list" },
        { """{"name":"m","hops":[{}],"inputs":[{"id":"a","type":"text[][][][][][][][][]"}]}""", "$.inputs[0].type", "at most 8 lists" },
        { """{"name":"m","hops":[{}],"outputs":[{"id":"a","content":5}]}""", "$.outputs[0].content", "The run makes the content of an output" },
        { Documents.Hop("\"id\":\"a\",\"key\":\"b\""), "$.hops[0].key", "key \"b\" and id \"a\"" },
        { Documents.Hop("\"agent\":\"a\",\"capability\":\"b\""), "$.hops[0].agent", "Give one of them" },
        { Documents.Hop("\"on_reject\":\"reroute\",\"agent\":\"a\""), "$.hops[0].on_reject", "reroute without a capability" },
        { Documents.Hop("\"on_failure\":\"ignore\""), "$.hops[0].on_failure", "Use one of fail, skip, reroute" },
        { Documents.Hop("\"order\":1.5"), "$.hops[0].order", "Give a whole number" },
        { Documents.Hop("\"estimated_duration_minutes\":\"5m\""), "$.hops[0].estimated_duration_minutes", "found text \"5m\". Give a number" },
        { Documents.Hop("\"input_mapping\":{\"a b\":\"x\"}"), "$.hops[0].input_mapping[\"a b\"]", "\"a b\" is no local name" },
        { Documents.Hop("\"input_mapping\":{\"a\":5}"), "$.hops[0].input_mapping.a", "Give the id of an asset" },
        { Documents.Hop("\"input_mapping\":{\"a\":{\"optional\":true}}"), "$.hops[0].input_mapping.a.asset", "An input mapping needs asset" },
        { Documents.Hop("\"output_mapping\":[]"), "$.hops[0].output_mapping", "Give an object of local name to asset" },
        { Documents.Hop("\"retry\":{\"max_attempts\":0}"), "$.hops[0].retry.max_attempts", "from 1 to 1000" },
        { Documents.Hop("\"retry\":{\"first_interval\":\"5m\",\"max_interval\":\"1m\"}"), "$.hops[0].retry.max_interval", "is shorter than first_interval" },
        { Documents.Hop("\"steps\":[{}]"), "$.hops[0].steps[0].tool_name", "missing. A step needs tool_name" },
        { Documents.Step("\"parameter_mapping\":{\"p\":\"x\"}"), "$.hops[0].steps[0].parameter_mapping.p", "Give an object (state_asset, path" },
        { Documents.Step("\"parameter_mapping\":{\"p\":{}}"), "$.hops[0].steps[0].parameter_mapping.p", "no source. Give exactly one of" },
        { Documents.Step("\"parameter_mapping\":{\"p\":{\"literal\":null,\"secret\":\"s\"}}"), "$.hops[0].steps[0].parameter_mapping.p", "2 sources (literal, secret)" },
        { Documents.Step("\"parameter_mapping\":{\"p\":{\"literal\":1,\"path\":\"content\"}}"), "$.hops[0].steps[0].parameter_mapping.p.path", "path without state_asset" },
        { Documents.Step("\"parameter_mapping\":{\"p\":{\"literal\":1,\"default\":null}}"), "$.hops[0].steps[0].parameter_mapping.p.default", "default without state_asset" },
        { Documents.Step("\"parameter_mapping\":{\"query\":{\"state_asset\":\"a\",\"path\":\"query\"}}"), "$.hops[0].steps[0].parameter_mapping.query.path", "did you mean \"content.query\"" },
        { Documents.Step("\"result_mapping\":{\"o\":{}}"), "$.hops[0].steps[0].result_mapping.o", "no place for the output" },
        { Documents.Step("\"result_mapping\":{\"o\":{\"state_asset\":\"a\",\"discard\":true}}"), "$.hops[0].steps[0].result_mapping.o", "state_asset and discard" },
        { Documents.Step("\"result_mapping\":{\"o\":{\"state_asset\":\"a\",\"path\":\"content[]\"}}"), "$.hops[0].steps[0].result_mapping.o.path", "A result goes to one place" },
        { """{"name":"m","hops":[{}],"kpis":{"days":5}}""", "$.kpis.days", "a number under target_<kpi>" },
        { """{"name":"m","hops":[{}],"kpis":{"days":{"target":1},"target_days":2}}""", "$.kpis.target_days", "the same figure a second time" },
        { """{"name":"m","hops":[{}],"kpis":{"a":{"primary":true},"b":{"primary":true}}}""", "$.kpis.b.primary", "\"a\" is primary already" },
        { """{"name":"m","hops":[{}],"kpis":{"a":{"path":"content"}}}""", "$.kpis.a.path", "path without state_asset" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Document_WithAFault_IsRefusedNamingPlaceFoundAndCure(string json, string path, string text) =>
        Assert.Contains(Documents.Faults(json), fault => fault.StartsWith(path + ": ", StringComparison.Ordinal) && fault.Contains(text, StringComparison.Ordinal));

    [Fact]
    public void Document_WithManyFaults_TellsThemAllAtOnce()
    {
        var faults = Documents.Faults("""
            {"name": 5, "timeout": 9, "surprise": 1,
             "hops": [{"id": "a", "depends_on": ["b"]}, {"id": "b", "depends_on": ["a"], "input_mapping": {"x": "nowhere"}, "steps": [{"tool_name": ""}]}]}
            """);

        Assert.Equal(
            ["$.surprise", "$.name", "$.hops[1].steps[0].tool_name", "$.timeout", "$.hops[1].input_mapping.x", "$.hops[0]"],
            faults.Select(fault => fault.Split(": ")[0]));
    }

    [Fact]
    public void Document_WithAHopThatCannotBeRead_BlamesNobodyForMissingAssets()
    {
        var faults = Documents.Faults("""{"name": "m", "hops": [{"output_maping": {"a": "x"}}, {"input_mapping": {"a": "x"}}], "outputs": [{"id": "x"}]}""");

        Assert.Equal("$.hops[0].output_maping", Assert.Single(faults).Split(": ")[0]);
    }

    [Fact]
    public void Document_WithThousandsOfFaults_TellsAThousandAndCountsTheRest()
    {
        var json = new StringBuilder("{\"name\":\"m\",\"hops\":[{}]");
        for (var i = 0; i < 5000; i++)
        {
            json.Append($",\"unknown{i}\":1");
        }

        var faults = Documents.Faults(json.Append('}').ToString());

        Assert.Equal(1001, faults.Count);
        Assert.Equal("$: at least 4000 more errors. Cure these first.", faults[^1]);
    }

    [Fact]
    public void Error_AsText_HoldsFilePathFoundAndCure()
    {
        var error = ((MissionDocumentReading.Refused)MissionDocument.Read("{}"u8.ToArray(), "dir/m.json")).Errors[0];

        Assert.Equal("dir/m.json: $.name: missing. A mission needs name.", error.ToString());
    }
}

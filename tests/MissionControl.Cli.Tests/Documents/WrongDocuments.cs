namespace MissionControl.Cli.Tests.Documents;

/// <summary>Documents with one fault each, and what must be said of it.</summary>
public static class WrongDocuments
{
    /// <summary>A sound hop that exports <c>made</c>.</summary>
    public const string Hop = """
        { "id": "a", "output_mapping": { "r": "made" }, "steps": [{ "id": "s", "tool_name": "data_store_update",
          "parameter_mapping": { "store_name": { "literal": "x" }, "data": { "literal": [] } }, "result_mapping": { "store_ref": { "state_asset": "r" } } }] }
        """;

    private const string Id = "\"id\": \"a\",";

    public static TheoryData<string, string, string[]> All { get; } = new()
    {
        { "not JSON", "{ \"name\": ", ["bad.json: $"] },
        { "empty file", "", ["bad.json: $"] },
        { "a list", "[]", ["bad.json: $"] },
        { "wrong type", Mission(Hop).Replace("\"name\": \"M\"", "\"name\": 7", StringComparison.Ordinal), ["$.name"] },
        { "unknown field", Mission(Hop).Replace("\"name\": \"M\"", "\"name\": \"M\", \"gaol\": \"x\"", StringComparison.Ordinal), ["$.gaol", "goal"] },
        { "no hops", """{ "name": "M", "hops": [] }""", ["$.hops"] },
        { "unknown tool", Changed("data_store_update", "data_store_updat"), ["$.hops[0].steps[0].tool_name", "data_store_update"] },
        { "missing required parameter", Changed("\"store_name\": { \"literal\": \"x\" }, ", ""), ["$.hops[0].steps[0]", "store_name"] },
        { "literal of a wrong type", Changed("\"literal\": \"x\"", "\"literal\": 7"), ["$.hops[0].steps[0].parameter_mapping", "store_name"] },
        { "unknown asset", Changed(Id, "\"id\": \"a\", \"input_mapping\": { \"l\": \"nowhere\" },"), ["$.hops[0].input_mapping", "nowhere"] },
        { "wrong path", Changed("\"state_asset\": \"r\"", "\"state_asset\": \"r\", \"path\": \"contents.x[\""), ["$.hops[0].steps[0].result_mapping"] },
        { "cycle", Changed(Id, "\"id\": \"a\", \"depends_on\": [\"a\"],"), ["$.hops[0]"] },
        { "duplicate id", Mission(Hop, Hop), ["$.hops[1]"] },
        { "two producers", Mission(Hop, Hop.Replace(Id, "\"id\": \"b\",", StringComparison.Ordinal)), ["$.hops[1]", "made"] },
        { "unresolvable hop", Mission("""{ "id": "a", "output_mapping": { "r": "made" } }"""), ["$.hops[0]", "'a'"] },
        { "missing output", Mission(Hop).Replace("\"id\": \"made\"", "\"id\": \"mode\"", StringComparison.Ordinal), ["$.outputs[0]", "mode"] },
        { "unknown agent", Changed(Id, "\"id\": \"a\", \"agent\": \"A9\","), ["$.hops[0].agent", "A9"] },
        { "deep nesting", new string('[', 200_000), ["bad.json: $"] },
        { "path tricks in an id", Changed(Id, "\"id\": \"../../a\","), ["$.hops[0].id"] },
    };

    public static string Mission(params string[] hops) =>
        $$"""{ "name": "M", "outputs": [{ "id": "made" }], "hops": [{{string.Join(", ", hops)}}] }""";

    private static string Changed(string part, string by) => Mission(Hop.Replace(part, by, StringComparison.Ordinal));
}

namespace MissionControl.Cli.Tests;

/// <summary>Small missions over the standard tools.</summary>
internal static class Samples
{
    /// <summary>Writes two records into a store, then counts them.</summary>
    public const string Count = """
        {
          "mission_id": "count", "name": "Count",
          "inputs": [{ "id": "label", "type": "text", "content": "plain" }],
          "outputs": [{ "id": "summary", "type": "object" }],
          "hops": [
            { "id": "write", "name": "Write records", "input_mapping": { "label": "label" }, "output_mapping": { "ref": "store" },
              "steps": [{ "id": "put", "tool_name": "data_store_update",
                "parameter_mapping": { "store_name": { "literal": "counted" }, "data": { "literal": [{ "kind": "a" }, { "kind": "b" }] } },
                "result_mapping": { "store_ref": { "state_asset": "ref" } } }] },
            { "id": "sum", "name": "Sum up", "input_mapping": { "store": "store" }, "output_mapping": { "summary": "summary" },
              "steps": [{ "id": "count", "tool_name": "data_store_summarize",
                "parameter_mapping": { "store_name": { "state_asset": "store", "path": "content.store_name" }, "group_by": { "literal": "kind" } },
                "result_mapping": { "summary": { "state_asset": "summary" } } }] }
          ]
        }
        """;

    /// <summary>The same, and a person allows the counting.</summary>
    public static string CountWithApproval { get; } = Count
        .Replace("\"mission_id\": \"count\"", "\"mission_id\": \"asked\"", StringComparison.Ordinal)
        .Replace("\"name\": \"Sum up\",", "\"name\": \"Sum up\", \"requires_human_approval\": true,", StringComparison.Ordinal);

    /// <summary>Plays back results of <c>results.json</c> in the data directory; without the file its step fails.</summary>
    public const string PlayBack = """
        {
          "mission_id": "playback", "name": "Play back",
          "outputs": [{ "id": "played" }],
          "hops": [{ "id": "play", "output_mapping": { "result": "played" },
            "steps": [{ "id": "go", "tool_name": "template", "parameter_mapping": { "results_file": { "literal": "results.json" } },
              "result_mapping": { "result": { "state_asset": "result" } } }] }]
        }
        """;

    public const string Results = """[{ "task_id": "play", "agent_id": "A1", "result_template": { "answer": 42 } }]""";

    /// <summary>Three hops that take their time, write into a store twice, and count what is there: a repeated write would show.</summary>
    public const string Slow = """
        {
          "mission_id": "slow", "name": "Slow",
          "outputs": [{ "id": "summary", "type": "object" }],
          "hops": [
            { "id": "first", "output_mapping": { "ref": "one" },
              "steps": [
                { "id": "wait", "tool_name": "template", "parameter_mapping": { "results_file": { "literal": "slow.json" }, "delay": { "literal": "0.3s" } }, "result_mapping": { "result": { "discard": true } } },
                { "id": "put", "tool_name": "data_store_update", "parameter_mapping": { "store_name": { "literal": "slow" }, "data": { "literal": [{ "n": 1 }] } }, "result_mapping": { "store_ref": { "state_asset": "ref" } } }] },
            { "id": "second", "input_mapping": { "one": "one" }, "output_mapping": { "ref": "two" },
              "steps": [
                { "id": "put", "tool_name": "data_store_update", "parameter_mapping": { "store_name": { "literal": "slow" }, "data": { "literal": [{ "n": 2 }, { "n": 3 }] } }, "result_mapping": { "store_ref": { "state_asset": "ref" } } },
                { "id": "wait", "tool_name": "template", "parameter_mapping": { "results_file": { "literal": "slow.json" }, "delay": { "literal": "0.3s" } }, "result_mapping": { "result": { "discard": true } } }] },
            { "id": "third", "input_mapping": { "two": "two" }, "output_mapping": { "summary": "summary" },
              "steps": [
                { "id": "count", "tool_name": "data_store_summarize", "parameter_mapping": { "store_name": { "state_asset": "two", "path": "content.store_name" }, "group_by": { "literal": "n" } }, "result_mapping": { "summary": { "state_asset": "summary" } } }] }
          ]
        }
        """;

    public const string SlowResults = """
        [{ "task_id": "first", "agent_id": "A1", "result_template": {} }, { "task_id": "second", "agent_id": "A1", "result_template": {} }]
        """;
}

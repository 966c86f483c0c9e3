namespace MissionControl.Http;

/// <summary>Small missions over the tools of <see cref="ApiServer"/>.</summary>
internal static class Documents
{
    public const string Echo = """
        {"mission_id": "echo", "name": "Echo", "inputs": [{"id": "label", "type": "text"}], "outputs": [{"id": "said", "type": "text"}],
         "hops": [{"id": "say", "input_mapping": {"label": "label"}, "output_mapping": {"said": "said"},
           "steps": [{"id": "go", "tool_name": "echo", "parameter_mapping": {"value": {"state_asset": "label"}}, "result_mapping": {"value": {"state_asset": "said"}}}]}]}
        """;

    /// <summary>A person approves first.</summary>
    public static string Asked { get; } = Echo.Replace("\"mission_id\": \"echo\"", "\"mission_id\": \"asked\"", StringComparison.Ordinal)
        .Replace("\"id\": \"say\",", "\"id\": \"say\", \"requires_human_approval\": true,", StringComparison.Ordinal);

    public static string Failing { get; } = Echo.Replace("\"tool_name\": \"echo\"", "\"tool_name\": \"fail\"", StringComparison.Ordinal);

    /// <summary>Its step never ends by itself.</summary>
    public static string Hanging { get; } = Echo.Replace("\"tool_name\": \"echo\"", "\"tool_name\": \"hang\"", StringComparison.Ordinal);

    public static string Start(string document, string label = "hi", string more = "") => $$"""{"mission": {{document}}, "inputs": {"label": "{{label}}"}{{more}}}""";
}

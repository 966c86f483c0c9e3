using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Steps;

namespace MissionControl.Tools.Rehearsal;

/// <summary>The recorded results of a file: <c>[{task_id, agent_id, result_template, error_template}]</c>.</summary>
internal sealed class RecordedResults
{
    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = Wire.MaxDepth };

    private readonly string _file;
    private readonly List<JsonObject> _records;

    private RecordedResults(string file, List<JsonObject> records) => (_file, _records) = (file, records);

    /// <exception cref="ToolException">The file is missing or holds something else.</exception>
    public static async Task<RecordedResults> ReadAsync(ResultFiles files, ToolContext context, string file)
    {
        var bytes = await files.ReadAsync(context, file);
        try
        {
            return JsonNode.Parse(bytes, nodeOptions: null, Limits) is JsonArray list && list.All(record => record is JsonObject)
                ? new RecordedResults(file, list.OfType<JsonObject>().ToList())
                : throw Unfit($"'{file}' must be a list of objects {{task_id, agent_id, result_template, error_template}}.");
        }
        catch (JsonException exception)
        {
            throw Unfit($"'{file}' is not JSON at line {exception.LineNumber + 1}.");
        }
    }

    /// <summary>The agent's result for the task, else the first one of any agent.</summary>
    /// <exception cref="ToolException">Nobody's result is recorded for the task.</exception>
    public RecordedResult Find(string taskId, string? agentId)
    {
        var ofTask = _records.Where(record => Text(record["task_id"]) == taskId).ToList();
        var found = ofTask.FirstOrDefault(record => agentId is not null && Text(record["agent_id"]) == agentId) ?? ofTask.FirstOrDefault();
        return found is not null ? new RecordedResult(found, $"'{_file}', task '{taskId}'") : throw new ToolException(
            "no_recorded_result",
            $"'{_file}' has no result for task '{taskId}' (agent {(agentId is null ? "none" : $"'{agentId}'")}). Add a record with this task_id.",
            retryable: false);
    }

    internal static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    internal static ToolException Unfit(string message) => new("invalid_file", message, retryable: false);
}

/// <summary>What one agent returned for one task, and how it failed when it did.</summary>
/// <param name="place">For errors: file and task.</param>
internal sealed class RecordedResult(JsonObject record, string place)
{
    public JsonObject Result() => record["result_template"] is JsonObject result
        ? result.DeepClone().AsObject()
        : throw RecordedResults.Unfit($"{place}: 'result_template' must be an object.");

    /// <summary>The recorded error; another attempt may pass.</summary>
    public ToolException Failure()
    {
        var error = record["error_template"] as JsonObject;
        var code = RecordedResults.Text(error?["error_code"]) is { } text ? Identifier.Slug(text)?.Replace('-', '_') : null;
        return new ToolException(code ?? "rehearsed_failure", RecordedResults.Text(error?["error"]) ?? "The rehearsed attempt fails.");
    }
}

using System.Text.Json.Nodes;

namespace MissionControl.Testing.Missions;

/// <summary>
/// A hop in a few words: each step takes the local that was read or written last as its <c>value</c> and writes <c>out1</c>, <c>out2</c> ...;
/// <see cref="Writes"/> exports the last of them.
/// </summary>
public sealed class TestHop(string id)
{
    private string? _last;
    private int _steps;

    public JsonObject Document { get; } = new() { ["id"] = id };

    public TestHop Reads(string asset, bool optional = false)
    {
        Map("input_mapping", asset, optional ? new JsonObject { ["asset"] = asset, ["optional"] = true } : JsonValue.Create(asset));
        _last = asset;
        return this;
    }

    public TestHop Step(string tool, Action<JsonObject>? change = null)
    {
        var made = $"out{++_steps}";
        var step = new JsonObject
        {
            ["tool_name"] = tool,
            ["result_mapping"] = new JsonObject { ["value"] = new JsonObject { ["state_asset"] = made } },
        };
        if (_last is not null)
        {
            step["parameter_mapping"] = new JsonObject { ["value"] = new JsonObject { ["state_asset"] = _last, ["optional"] = true } };
        }

        change?.Invoke(step);
        if (Document["steps"] is not JsonArray steps)
        {
            Document["steps"] = steps = [];
        }

        steps.Add(step);
        _last = made;
        return this;
    }

    public TestHop Writes(string asset)
    {
        Map("output_mapping", _last ?? throw new InvalidOperationException("A hop writes what a step made."), JsonValue.Create(asset));
        return this;
    }

    public TestHop After(params string[] hops) => With("depends_on", new JsonArray([.. hops.Select(hop => (JsonNode)hop)]));

    public TestHop Approval() => With("requires_human_approval", true);

    public TestHop Retry(int maxAttempts, string firstInterval = "1s") =>
        With("retry", new JsonObject { ["max_attempts"] = maxAttempts, ["first_interval"] = firstInterval });

    /// <summary>Sets any member of the hop.</summary>
    public TestHop With(string member, JsonNode? value)
    {
        Document[member] = value;
        return this;
    }

    private void Map(string member, string name, JsonNode value)
    {
        if (Document[member] is not JsonObject map)
        {
            Document[member] = map = [];
        }

        map[name] = value;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace MissionControl.Missions.Reading;

/// <summary>JSON whose shape the document chooses, detached from the document it was read from.</summary>
internal static class FreeJson
{
    /// <summary>A JSON null is a value here; the result never is undefined.</summary>
    public static JsonElement? Value(DocumentNode? node) => node?.Element.Clone();

    public static JsonNode? Node(DocumentNode? node) => node is { } found ? JsonSerializer.SerializeToNode(found.Element.Clone()) : null;

    /// <summary>Null when absent, and when it is no object, which is reported.</summary>
    public static JsonObject? Object(DocumentNode? node)
    {
        if (node is not { } found || found.Element.ValueKind == JsonValueKind.Object)
        {
            return (JsonObject?)Node(node);
        }

        found.Wrong("an object");
        return null;
    }
}

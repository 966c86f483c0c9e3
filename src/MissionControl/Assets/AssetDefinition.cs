using System.Text.Json.Nodes;

namespace MissionControl.Assets;

/// <summary>An input or output as the mission document declares it. An input without content must be given at start.</summary>
public sealed record AssetDefinition(string Id, AssetType Type)
{
    public string? Name { get; init; }

    /// <summary>True when the document gives a content, even a null.</summary>
    public bool HasContent { get; init; }

    public JsonNode? Content { get; init; }

    public JsonObject? Metadata { get; init; }
}

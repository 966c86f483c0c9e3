using System.Text.Json.Nodes;

namespace MissionControl.Assets;

/// <summary>What a path found in an asset: exactly one of <see cref="Found"/>, <see cref="Missing"/> and <see cref="Invalid"/>.</summary>
public abstract record AssetPathReading
{
    private AssetPathReading()
    {
    }

    /// <summary>The value at the path, a copy that can be attached anywhere. A null value is a JSON null that stands there.</summary>
    public sealed record Found(JsonNode? Value) : AssetPathReading;

    /// <summary>Nothing stands at the path: an error unless the mapping is optional.</summary>
    /// <param name="Reason">The place and what stands there instead.</param>
    public sealed record Missing(string Reason) : AssetPathReading;

    /// <summary>The path does not suit the asset; an error even for an optional mapping.</summary>
    /// <param name="Reason">The place and what stands there instead.</param>
    public sealed record Invalid(string Reason) : AssetPathReading;
}

using System.Text.Json;

namespace MissionControl.Assets;

/// <summary>
/// What orchestrators know of an asset: never its content, unless that is so small that it travels <see cref="Inline"/>.
/// The body, <c>{"content": ..., "metadata": {...}}</c>, is JSON with this SHA-256 (hex) and size (bytes).
/// </summary>
/// <param name="Id">The asset's id, or a hop's local name for it.</param>
/// <param name="Inline">The body itself when small; otherwise it lies in the <see cref="Runtime.AssetStore"/> under the run and the hash.</param>
public sealed record AssetReference(string Id, AssetType Type, string Sha256, long Size, JsonElement? Inline = null);

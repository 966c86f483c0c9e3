using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Runtime;

namespace MissionControl.Assets;

/// <summary>
/// The stored form of an asset, <c>{"content": ..., "metadata": {...}}</c>, and its way to and from references.
/// Only activities and hosts use it: orchestrators never see a body.
/// </summary>
public static class AssetBody
{
    /// <summary>The bodies that may travel inside one message, together.</summary>
    private const int InlineBudget = 12 * 1024;

    private const int LargestInline = 4 * 1024;

    private const int SmallestInline = 128;

    public static JsonObject Create(JsonNode? content, JsonObject? metadata = null) =>
        new() { ["content"] = content, ["metadata"] = metadata ?? [] };

    /// <summary>
    /// How large a body may be to travel inline when up to <paramref name="assetCount"/> of them meet in one message:
    /// so no message outgrows 32 KiB because of content.
    /// </summary>
    public static int InlineLimit(int assetCount)
    {
        var limit = Math.Min(LargestInline, InlineBudget / Math.Max(1, assetCount));
        return limit < SmallestInline ? 0 : limit;
    }

    /// <summary>The reference, and the bytes to store when the body is too large to travel inline.</summary>
    public static (AssetReference Reference, byte[]? Stored) Refer(string id, AssetType type, JsonObject body, int inlineLimit)
    {
        var bytes = Wire.SerializeToUtf8Bytes<JsonNode>(body);
        var reference = new AssetReference(id, type, Wire.Sha256(bytes), bytes.Length);
        return bytes.Length <= inlineLimit
            ? (reference with { Inline = Wire.Deserialize<JsonElement>(bytes) }, null)
            : (reference, bytes);
    }

    /// <summary>A reference to a value that stands in the document itself; it always travels inline.</summary>
    public static AssetReference ReferDefault(string id, JsonElement value)
    {
        var body = Wire.SerializeToUtf8Bytes(new { content = value, metadata = new { } });
        return new AssetReference(id, AssetType.Any, Wire.Sha256(body), body.Length, Wire.Deserialize<JsonElement>(body));
    }

    /// <summary>The body behind a reference.</summary>
    /// <exception cref="AssetMissingException">The store holds nothing under that hash.</exception>
    public static async Task<JsonObject> ReadAsync(AssetStore store, string runId, AssetReference reference, CancellationToken cancellationToken)
    {
        if (reference.Inline is { } inline)
        {
            return JsonObject.Create(inline.Clone())!;
        }

        var bytes = await store.GetAsync(runId, reference.Sha256, cancellationToken)
            ?? throw new AssetMissingException(runId, reference.Id, reference.Sha256);
        return (JsonObject)JsonNode.Parse(bytes, documentOptions: new JsonDocumentOptions { MaxDepth = Wire.MaxDepth * 2 })!;
    }
}

/// <summary>The store lost an asset that a history refers to.</summary>
public sealed class AssetMissingException(string runId, string assetId, string sha256)
    : Exception($"Run '{runId}': the content of asset '{assetId}' ({sha256}) is not in the store. Restore the store or start the run anew.");

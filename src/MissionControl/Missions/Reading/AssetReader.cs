using System.Text.Json;
using MissionControl.Assets;

namespace MissionControl.Missions.Reading;

/// <summary>Reads the assets that a mission declares and the types they name.</summary>
internal static class AssetReader
{
    private const int MaxNesting = 8;

    public static AssetDefinition ReadInput(DocumentObject? asset)
    {
        var content = asset?.FindValue("content");
        return Read(asset) with { HasContent = content is not null, Content = FreeJson.Node(content) };
    }

    /// <summary>A document says nothing of an output's content but a null, which running systems write.</summary>
    public static AssetDefinition ReadOutput(DocumentObject? asset)
    {
        if (asset?.Find("content") is { } content)
        {
            asset.Errors.Add(content.Place, $"found {content.Shown()}", "The run makes the content of an output; leave it out, or declare an input.");
        }

        return Read(asset);
    }

    private static AssetDefinition Read(DocumentObject? asset) => asset is null
        ? new AssetDefinition("", AssetType.Any)
        : new AssetDefinition(asset.Require("id")?.Id() ?? "", asset.Find("type") is { } type ? ReadType(type, 0) : AssetType.Any)
        {
            Name = asset.Find("name")?.Text(),
            Metadata = FreeJson.Object(asset.Find("metadata")),
        };

    private static AssetType ReadType(DocumentNode node, int depth)
    {
        if (node.Element.ValueKind == JsonValueKind.Object)
        {
            return ReadListType(node, depth);
        }

        if (node.Element.ValueKind != JsonValueKind.String)
        {
            node.Wrong($"a type: {AssetType.Names}");
            return AssetType.Any;
        }

        var text = node.Element.GetString()!;
        if (AssetType.TryParse(text, out var type))
        {
            return Nesting(type) + depth <= MaxNesting ? type : TooNested(node);
        }

        var near = Suggestion.DidYouMean(text, Enum.GetValues<AssetKind>().Select(Wire.Word));
        node.Errors.Add(node.Place, $"{PathText.Quote(text)} is no type", $"{near}Use {AssetType.Names}.");
        return AssetType.Any;
    }

    private static AssetType ReadListType(DocumentNode node, int depth)
    {
        if (depth >= MaxNesting)
        {
            return TooNested(node);
        }

        var list = DocumentObject.Open(node, DocumentShape.ListType)!;
        if (list.Require("type") is { } type && !IsList(type))
        {
            node.Errors.Add(type.Place, $"found {type.Shown()}", "An object names the type of a list: {\"type\": \"list\", \"items\": \"email\"}.");
        }

        return list.Find("items") is { } items ? AssetType.ListOf(ReadType(items, depth + 1)) : AssetType.List;
    }

    private static bool IsList(DocumentNode type) =>
        type.Element.ValueKind == JsonValueKind.String && AssetType.TryParse(type.Element.GetString(), out var parsed) && parsed == AssetType.List;

    // A deeper type could not be written as text and read back.
    private static AssetType TooNested(DocumentNode node)
    {
        node.Errors.Add(node.Place, "lists in lists in lists", $"A type nests at most {MaxNesting} lists; use any for what lies deeper.");
        return AssetType.Any;
    }

    private static int Nesting(AssetType type) => type.Items is null ? 0 : 1 + Nesting(type.Items);
}

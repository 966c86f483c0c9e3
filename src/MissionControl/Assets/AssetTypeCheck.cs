using System.Text.Json;
using System.Text.Json.Nodes;

namespace MissionControl.Assets;

/// <summary>Tells whether a content fits a type, in one walk over the parts that the type speaks about.</summary>
public static class AssetTypeCheck
{
    private static readonly (string Name, AssetType Type)[] ReportMembers =
        [("title", AssetType.Text), ("format", AssetType.Text), ("body", AssetType.Text)];

    private static readonly (string Name, AssetType Type)[] FileMembers =
        [("name", AssetType.Text), ("media_type", AssetType.Text), ("size", AssetType.Number), ("sha256", AssetType.Text)];

    private static readonly (string Name, AssetType Type)[] EmailMembers =
    [
        ("id", AssetType.Text), ("from", AssetType.Text), ("to", AssetType.ListOf(AssetType.Text)),
        ("subject", AssetType.Text), ("date", AssetType.Text), ("body", AssetType.Text),
    ];

    /// <summary>
    /// Null when the content fits, else one sentence with the first place that does not:
    /// <c>at content[3].subject: expected text, found number</c>. Members beyond those of the type are welcome. A null fits only <c>any</c>.
    /// </summary>
    public static string? Problem(AssetType type, JsonNode? content) => Problem(type, content, AssetPath.ContentRoot);

    /// <param name="root">What the places in the sentence begin with.</param>
    internal static string? Problem(AssetType type, JsonNode? content, string root) =>
        Mismatch(type, content) is { } mismatch ? $"at {mismatch.Place(root)}: expected {mismatch.Expected}, found {mismatch.Found}" : null;

    /// <summary>The members that a value of the type must have.</summary>
    internal static IReadOnlyList<(string Name, AssetType Type)> MembersOf(AssetType type) => type.Kind switch
    {
        AssetKind.Report => ReportMembers,
        AssetKind.File => FileMembers,
        AssetKind.Email => EmailMembers,
        _ => [],
    };

    /// <summary>The kind of a value in the words of asset types.</summary>
    internal static string KindOf(JsonNode? node) => node is null ? "null" : KindOf(node.GetValueKind());

    internal static string KindOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "list",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };

    private static TypeMismatch? Mismatch(AssetType type, JsonNode? content) => type.Kind switch
    {
        AssetKind.Any => null,
        AssetKind.List => ListMismatch(type.Items ?? AssetType.Any, content),
        AssetKind.Report => ShapeMismatch(ReportMembers, content),
        AssetKind.File => ShapeMismatch(FileMembers, content),
        AssetKind.Email => ShapeMismatch(EmailMembers, content),
        AssetKind.Object or AssetKind.Config => content is JsonObject ? null : new TypeMismatch("object", KindOf(content)),
        AssetKind.Number => KindMismatch(content, "number"),
        AssetKind.Boolean => KindMismatch(content, "boolean"),
        _ => KindMismatch(content, "text"),
    };

    private static TypeMismatch? KindMismatch(JsonNode? content, string expected) =>
        KindOf(content) is var found && found == expected ? null : new TypeMismatch(expected, found);

    private static TypeMismatch? ListMismatch(AssetType items, JsonNode? content)
    {
        if (content is not JsonArray list)
        {
            return new TypeMismatch("list", KindOf(content));
        }

        if (items.Kind == AssetKind.Any)
        {
            return null;
        }

        var index = 0;
        foreach (var item in list)
        {
            if (Mismatch(items, item) is { } mismatch)
            {
                return mismatch.Inside(new PathSegment.Index(index));
            }

            index++;
        }

        return null;
    }

    private static TypeMismatch? ShapeMismatch((string Name, AssetType Type)[] members, JsonNode? content)
    {
        if (content is not JsonObject found)
        {
            return new TypeMismatch($"an object with {string.Join(", ", members.Select(member => member.Name))}", KindOf(content));
        }

        foreach (var (name, type) in members)
        {
            var mismatch = found.TryGetPropertyValue(name, out var value)
                ? Mismatch(type, value)
                : new TypeMismatch(type.ToString(), "nothing");
            if (mismatch is not null)
            {
                return mismatch.Inside(new PathSegment.Member(name));
            }
        }

        return null;
    }
}

/// <summary>What was expected and found, at a place told from the inside out.</summary>
internal sealed record TypeMismatch(string Expected, string Found)
{
    private IReadOnlyList<PathSegment> Way { get; init; } = [];

    public TypeMismatch Inside(PathSegment segment) => this with { Way = [segment, .. Way] };

    public string Place(string root) => Way.Aggregate(root, (path, segment) => segment.AppendTo(path));
}

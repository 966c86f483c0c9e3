namespace MissionControl.Assets;

public enum AssetKind
{
    Text,
    Number,
    Boolean,
    Object,
    List,
    File,
    Email,
    Markdown,
    Report,
    Config,
    Any,
}

/// <summary>The type of an asset, a tool parameter or a tool output: a kind, and for a list the type of its items.</summary>
public sealed partial record AssetType
{
    private AssetType(AssetKind kind, AssetType? items) => (Kind, Items) = (kind, items);

    public AssetKind Kind { get; }

    /// <summary>For a list: the type of its items. Null otherwise.</summary>
    public AssetType? Items { get; }

    public static AssetType Text { get; } = new(AssetKind.Text, null);

    public static AssetType Number { get; } = new(AssetKind.Number, null);

    public static AssetType Boolean { get; } = new(AssetKind.Boolean, null);

    public static AssetType Object { get; } = new(AssetKind.Object, null);

    public static AssetType File { get; } = new(AssetKind.File, null);

    public static AssetType Email { get; } = new(AssetKind.Email, null);

    public static AssetType Markdown { get; } = new(AssetKind.Markdown, null);

    public static AssetType Report { get; } = new(AssetKind.Report, null);

    public static AssetType Config { get; } = new(AssetKind.Config, null);

    public static AssetType Any { get; } = new(AssetKind.Any, null);

    /// <summary>A list of anything.</summary>
    public static AssetType List { get; } = new(AssetKind.List, Any);

    public static AssetType ListOf(AssetType items) => new(AssetKind.List, items);

    /// <summary>As a document writes it: <c>text</c>, <c>email[]</c>, <c>list</c>.</summary>
    public override string ToString() => Kind switch
    {
        AssetKind.List when Items!.Kind == AssetKind.Any => "list",
        AssetKind.List => $"{Items}[]",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}

using MissionControl.Assets;

namespace MissionControl.Resolution;

/// <summary>When an asset of one type may stand where another type is asked for, as far as that is certain before anything runs.</summary>
internal static class TypeFit
{
    /// <summary>
    /// True when every value of <paramref name="given"/> is a <paramref name="wanted"/>: the same type, markdown for text, config for object,
    /// a list of what fits. <c>any</c> on either side never fits, except as the items of the wanted list.
    /// </summary>
    public static bool Is(AssetType given, AssetType wanted) => (given.Kind, wanted.Kind) switch
    {
        (AssetKind.Any, _) or (_, AssetKind.Any) => false,
        (AssetKind.Markdown, AssetKind.Text) or (AssetKind.Config, AssetKind.Object) => true,
        (AssetKind.List, AssetKind.List) => wanted.Items!.Kind == AssetKind.Any || given == wanted || Is(given.Items!, wanted.Items!),
        _ => given.Kind == wanted.Kind,
    };

    /// <summary>True when no value at all is both: a text and a number, say. Of two lists the empty one is both.</summary>
    public static bool Contradicts(AssetType given, AssetType wanted) =>
        given.Kind != AssetKind.Any && wanted.Kind != AssetKind.Any && FamilyOf(given.Kind) != FamilyOf(wanted.Kind);

    /// <summary>True when a value of <paramref name="given"/> can be a <paramref name="wanted"/>: what a binding by name asks for.</summary>
    public static bool CanBe(AssetType given, AssetType wanted) =>
        given.Kind == AssetKind.Any || wanted.Kind == AssetKind.Any || Is(given, wanted)
        || (wanted.Kind == AssetKind.Object && given.Kind is AssetKind.Email or AssetKind.Report or AssetKind.File)
        || (given.Kind == AssetKind.List && wanted.Kind == AssetKind.List && CanBe(given.Items!, wanted.Items!));

    /// <summary>The kind of JSON value that stands for it.</summary>
    private static AssetKind FamilyOf(AssetKind kind) => kind switch
    {
        AssetKind.Markdown => AssetKind.Text,
        AssetKind.File or AssetKind.Email or AssetKind.Report or AssetKind.Config => AssetKind.Object,
        _ => kind,
    };
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MissionControl.Assets;

/// <summary>
/// A place in an asset's body, beginning at <c>content</c> or <c>metadata</c>: <c>content.query</c>, <c>content.items[0].name</c>,
/// <c>content["a.b"]</c>, <c>content.items[].name</c> (every element), <c>metadata.stored</c>.
/// </summary>
public sealed class AssetPath
{
    /// <summary>Longest text of a path, in characters.</summary>
    public const int MaxLength = 1024;

    /// <summary>Most moves of a path, the root included.</summary>
    public const int MaxSegments = 32;

    internal const string ContentRoot = "content";
    internal const string MetadataRoot = "metadata";

    private readonly IReadOnlyList<PathSegment> _segments;

    private AssetPath(IReadOnlyList<PathSegment> segments) => _segments = segments;

    /// <summary>The whole content: what no path means.</summary>
    public static AssetPath Content { get; } = new([new PathSegment.Member(ContentRoot)]);

    /// <summary>True when the path goes to every element of a list; such a path can be read, not written.</summary>
    public bool HasProjection => _segments.Any(segment => segment is PathSegment.Each);

    /// <summary>Null and the empty text mean <c>content</c>.</summary>
    /// <exception cref="FormatException">The text is no path; the message names the column, counted from 1, and the cure.</exception>
    public static AssetPath Parse(string? text) => TryParse(text, out var path, out var error) ? path : throw new FormatException(error);

    /// <summary>Null and the empty text mean <c>content</c>; the error names the column, counted from 1, and the cure.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AssetPath? path, [NotNullWhen(false)] out string? error)
    {
        path = null;
        error = null;
        if (string.IsNullOrEmpty(text))
        {
            path = Content;
            return true;
        }

        if (new AssetPathParser(text).TryParse(out var segments, out error))
        {
            path = new AssetPath(segments);
            return true;
        }

        return false;
    }

    /// <summary>
    /// What stands at the path. With a <paramref name="default"/> nothing is ever missing. In a projection an element without the member is
    /// left out when <paramref name="optional"/>, takes the default where there is one, and otherwise makes the whole reading missing.
    /// </summary>
    public AssetPathReading Read(JsonObject body, bool optional = false, JsonElement? @default = null) =>
        new AssetPathReader(_segments, optional, @default).Read(body);

    /// <summary>Sets the place and creates what is missing on the way; on failure the body is unchanged.</summary>
    /// <param name="value">Copied when it already belongs to another document.</param>
    /// <exception cref="AssetPathException">A projection, an index past the end of the list, or a scalar on the way.</exception>
    public void Write(JsonObject body, JsonNode? value) => new AssetPathWriter(_segments).Write(body, value);

    /// <summary>The path as a document writes it; parsing it gives the same path.</summary>
    public override string ToString() => TextOf(_segments);

    internal static string TextOf(IEnumerable<PathSegment> segments) =>
        segments.Aggregate("", (path, segment) => segment.AppendTo(path));
}

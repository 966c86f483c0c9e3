using System.Text.Json.Nodes;

namespace MissionControl.Assets;

/// <summary>Sets one place; what is missing is built apart and attached last, so that a failure leaves the body as it was.</summary>
internal sealed class AssetPathWriter(IReadOnlyList<PathSegment> segments)
{
    public void Write(JsonObject body, JsonNode? value)
    {
        Check(value);
        value = value?.Parent is null ? value : value.DeepClone();
        JsonNode container = body;
        for (var i = 0; i < segments.Count; i++)
        {
            var next = Child(container, i);
            if (i == segments.Count - 1 || next is null)
            {
                Set(container, i, Build(value, i));
                return;
            }

            container = next;
        }
    }

    private void Check(JsonNode? value)
    {
        if (segments.Any(segment => segment is PathSegment.Each))
        {
            throw new AssetPathException($"{AssetPath.TextOf(segments)}: a result path has no []; name one element, for example [0].");
        }

        if (segments[0] is PathSegment.Member { Name: AssetPath.MetadataRoot }
            && (segments.Count == 1 ? value is not JsonObject : segments[1] is PathSegment.Index))
        {
            throw new AssetPathException($"{AssetPath.TextOf(segments)}: metadata is an object; write an object or one of its members, for example metadata.stored.");
        }
    }

    /// <summary>What stands at the segment; null when nothing does, or a JSON null.</summary>
    private JsonNode? Child(JsonNode container, int at) => (segments[at], container) switch
    {
        (PathSegment.Member member, JsonObject found) => found[member.Name],
        (PathSegment.Index index, JsonArray list) when index.Position < list.Count => list[index.Position],
        (PathSegment.Index index, JsonArray list) when index.Position == list.Count => null,
        (PathSegment.Index index, JsonArray list) => throw PastTheEnd(at, index.Position, list.Count),
        (PathSegment.Member, _) => throw new AssetPathException(
            $"{PlaceBefore(at)} is {AssetTypeCheck.KindOf(container)}, so {PlaceBefore(at + 1)} cannot be set; write to {PlaceBefore(at)} itself or to another asset."),
        _ => throw new AssetPathException(
            $"{PlaceBefore(at)} is {AssetTypeCheck.KindOf(container)}, so {PlaceBefore(at + 1)} cannot be set; an index needs a list."),
    };

    private void Set(JsonNode container, int at, JsonNode? value)
    {
        if (segments[at] is PathSegment.Member member)
        {
            ((JsonObject)container)[member.Name] = value;
            return;
        }

        var list = (JsonArray)container;
        var position = ((PathSegment.Index)segments[at]).Position;
        if (position == list.Count)
        {
            list.Add(value);
        }
        else
        {
            list[position] = value;
        }
    }

    /// <summary>The value inside everything that is missing below the segment.</summary>
    private JsonNode? Build(JsonNode? value, int below)
    {
        for (var i = segments.Count - 1; i > below; i--)
        {
            value = segments[i] switch
            {
                PathSegment.Member member => new JsonObject { [member.Name] = value },
                PathSegment.Index { Position: 0 } => new JsonArray(value),
                PathSegment.Index index => throw PastTheEnd(i, index.Position, 0),
                _ => throw new InvalidOperationException("A projection was refused before."),
            };
        }

        return value;
    }

    private AssetPathException PastTheEnd(int at, int position, int count) =>
        new($"{PlaceBefore(at)} has {count} elements, so [{position}] cannot be set; the next free index is [{count}].");

    private string PlaceBefore(int segment) => AssetPath.TextOf(segments.Take(segment));
}

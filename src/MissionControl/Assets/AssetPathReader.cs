using System.Text.Json;
using System.Text.Json.Nodes;

namespace MissionControl.Assets;

/// <summary>One reading of a path; keeps the element it is at in every projection, so that a reason names the very place.</summary>
internal sealed class AssetPathReader(IReadOnlyList<PathSegment> segments, bool optional, JsonElement? @default)
{
    private readonly List<int> _elements = [];

    public AssetPathReading Read(JsonObject body) => Walk(body, 0) switch
    {
        AssetPathReading.Missing when @default is not null => new AssetPathReading.Found(DefaultValue()),
        var reading => reading,
    };

    private AssetPathReading Walk(JsonNode? node, int from)
    {
        for (var i = from; i < segments.Count; i++)
        {
            switch (segments[i])
            {
                case PathSegment.Member member:
                    if (node is not JsonObject container || !container.TryGetPropertyValue(member.Name, out var value))
                    {
                        return new AssetPathReading.Missing(NoMember(node, member.Name, i));
                    }

                    node = value;
                    break;
                case PathSegment.Index index:
                    if (node is not JsonArray list || index.Position >= list.Count)
                    {
                        return new AssetPathReading.Missing(NoElement(node, index.Position, i));
                    }

                    node = list[index.Position];
                    break;
                default:
                    return Project(node, i);
            }
        }

        return new AssetPathReading.Found(node?.DeepClone());
    }

    private AssetPathReading Project(JsonNode? node, int at)
    {
        if (node is not JsonArray list)
        {
            return new AssetPathReading.Invalid($"{PlaceBefore(at)} is {AssetTypeCheck.KindOf(node)}, and [] needs a list");
        }

        var values = new JsonArray();
        for (var i = 0; i < list.Count; i++)
        {
            _elements.Add(i);
            switch (Walk(list[i], at + 1))
            {
                case AssetPathReading.Found found:
                    values.Add(found.Value);
                    break;
                case AssetPathReading.Missing when @default is not null:
                    values.Add(DefaultValue());
                    break;
                case AssetPathReading.Missing when optional:
                    break;
                case var failure:
                    return failure;
            }

            _elements.RemoveAt(_elements.Count - 1);
        }

        return new AssetPathReading.Found(values);
    }

    private JsonNode? DefaultValue() => @default is { } value ? JsonSerializer.SerializeToNode(value) : null;

    private string NoMember(JsonNode? node, string name, int at)
    {
        if (at == 0)
        {
            return $"the asset has no {name}";
        }

        var place = PlaceBefore(at);
        return node switch
        {
            JsonObject { Count: 0 } => $"{place} is an empty object, so it has no member {PathText.Quote(name)}",
            JsonObject found => $"{place} has no member {PathText.Quote(name)}; it has {Names(found)}",
            JsonArray => $"{place} is a list, so it has no member {PathText.Quote(name)}; read {PathText.Member(place + "[]", name)} or {PathText.Member(place + "[0]", name)}",
            _ => $"{place} is {AssetTypeCheck.KindOf(node)}, so it has no member {PathText.Quote(name)}",
        };
    }

    private string NoElement(JsonNode? node, int index, int at) => node is JsonArray list
        ? $"{PlaceBefore(at)} has {list.Count} elements, so there is no [{index}]"
        : $"{PlaceBefore(at)} is {AssetTypeCheck.KindOf(node)}, so there is no [{index}]";

    private static string Names(JsonObject found)
    {
        const int Shown = 8;
        var names = string.Join(", ", found.Take(Shown).Select(member => PathText.Quote(member.Key, 40)));
        return found.Count > Shown ? $"{names} and {found.Count - Shown} more" : names;
    }

    private string PlaceBefore(int segment)
    {
        var element = 0;
        return AssetPath.TextOf(segments.Take(segment).Select(
            part => part is PathSegment.Each && element < _elements.Count ? new PathSegment.Index(_elements[element++]) : part));
    }
}

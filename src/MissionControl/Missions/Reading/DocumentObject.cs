using System.Text.Json;
using MissionControl.Assets;

namespace MissionControl.Missions.Reading;

/// <summary>An object of the document whose fields are known; unknown ones are reported when it is opened.</summary>
internal sealed class DocumentObject
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly DocumentShape _shape;

    private DocumentObject(DocumentNode node, DocumentShape shape)
    {
        (Place, Errors, _shape) = (node.Place, node.Errors, shape);
        foreach (var member in node.Element.EnumerateObject())
        {
            if (shape.Members.Contains(member.Name))
            {
                _members[member.Name] = member.Value;
            }
            else if (!shape.Ignored.Contains(member.Name))
            {
                ReportUnknown(member.Name);
            }
        }
    }

    public DocumentPlace Place { get; }

    public DocumentErrors Errors { get; }

    /// <summary>Null when the value is no object, which is then reported.</summary>
    public static DocumentObject? Open(DocumentNode node, DocumentShape shape)
    {
        if (node.Element.ValueKind == JsonValueKind.Object)
        {
            return new DocumentObject(node, shape);
        }

        node.Wrong($"an object ({string.Join(", ", shape.Members)})");
        return null;
    }

    /// <summary>The field, or null when it is absent or a JSON null, which mean the same for a field that may be left out.</summary>
    public DocumentNode? Find(string name) =>
        _members.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? Node(name, value) : null;

    /// <summary>The field even when it is a JSON null: for fields whose null is a value.</summary>
    public DocumentNode? FindValue(string name) => _members.TryGetValue(name, out var value) ? Node(name, value) : null;

    /// <summary>The field; reported when it is absent.</summary>
    public DocumentNode? Require(string name)
    {
        var node = Find(name);
        if (node is null)
        {
            Errors.Add(Place.Member(name), "missing", $"{Capital(_shape.What)} needs {name}.");
        }

        return node;
    }

    /// <summary>The objects of a list field, at most <paramref name="limit"/>; null stands where an element is none.</summary>
    public IReadOnlyList<DocumentObject?> Objects(string name, DocumentShape shape, int limit) =>
        List(name, limit).Select(node => Open(node, shape)).ToList();

    /// <summary>The texts of a list field.</summary>
    public IReadOnlyList<string> Texts(string name, int limit) =>
        List(name, limit).Select(node => node.Name(10_000)).OfType<string>().ToList();

    /// <summary>The elements of a list field that may be left out.</summary>
    public IReadOnlyList<DocumentNode> List(string name, int limit)
    {
        if (Find(name) is not { } node)
        {
            return [];
        }

        if (node.Element.ValueKind != JsonValueKind.Array)
        {
            node.Wrong("a list");
            return [];
        }

        var length = node.Element.GetArrayLength();
        if (length > limit)
        {
            Errors.Add(node.Place, $"a list of {length} elements", $"At most {limit} are allowed here.");
            return [];
        }

        return node.Element.EnumerateArray().Select((element, i) => new DocumentNode(element, node.Place.At(i), node.Errors)).ToList();
    }

    /// <summary>The members of an object field whose names the document chooses.</summary>
    public IReadOnlyList<(string Name, DocumentNode Node)> Map(string name, int limit, string what)
    {
        if (Find(name) is not { } node)
        {
            return [];
        }

        if (node.Element.ValueKind != JsonValueKind.Object)
        {
            node.Wrong($"an object of {what}");
            return [];
        }

        var count = node.Element.GetPropertyCount();
        if (count > limit)
        {
            Errors.Add(node.Place, $"an object of {count} members", $"At most {limit} are allowed here.");
            return [];
        }

        return node.Element.EnumerateObject()
            .Select(member => (member.Name, new DocumentNode(member.Value, node.Place.Member(member.Name), node.Errors))).ToList();
    }

    private DocumentNode Node(string name, JsonElement value) => new(value, Place.Member(name), Errors);

    private void ReportUnknown(string name)
    {
        var near = Errors.IsFull ? null : Suggestion.Nearest(name, _shape.Members);
        Errors.Add(
            Place.Member(name),
            $"unknown field {PathText.Quote(name)} in {_shape.What}",
            $"{(near is null ? "" : $"Did you mean \"{near}\"? ")}{Capital(_shape.What)} has {string.Join(", ", _shape.Members)}.",
            hidesGraph: DocumentPlace.IsGraphMember(near));
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}

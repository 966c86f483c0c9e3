using MissionControl.Assets;

namespace MissionControl.Missions.Reading;

/// <summary>A place in a document, written as a JSON path only when an error needs it.</summary>
internal sealed record DocumentPlace
{
    private const int MaxName = 80;

    private static readonly string[] GraphLists = ["hops", "inputs", "outputs"];
    private static readonly string[] GraphMembers = ["id", "key", "input_mapping", "output_mapping", "depends_on"];

    private readonly DocumentPlace? _parent;
    private readonly string? _name;
    private readonly int _index;

    private DocumentPlace(DocumentPlace? parent, string? name, int index) => (_parent, _name, _index) = (parent, name, index);

    public static DocumentPlace Root { get; } = new(null, "$", 0);

    public DocumentPlace Member(string name) => new(this, name, 0);

    public DocumentPlace At(int index) => new(this, null, index);

    public static DocumentPlace Hop(int index) => Root.Member("hops").At(index);

    public static DocumentPlace Step(int hop, int step) => Hop(hop).Member("steps").At(step);

    /// <summary>True when what stands here decides which hops and assets there are and how they hang together.</summary>
    public bool FeedsGraph
    {
        get
        {
            var way = Way();
            return way.Count == 1
                || (GraphLists.Contains(way[1]._name) && (way.Count <= 3 || IsGraphMember(way[3]._name)));
        }
    }

    /// <summary>True when a field of this name feeds the graph wherever it may stand.</summary>
    public static bool IsGraphMember(string? name) => GraphLists.Contains(name) || GraphMembers.Contains(name);

    public override string ToString() => Way().Skip(1).Aggregate("$", (path, place) => place.AppendTo(path));

    /// <summary>From the root to here.</summary>
    public IReadOnlyList<DocumentPlace> Way()
    {
        var way = new List<DocumentPlace>();
        for (var place = this; place is not null; place = place._parent)
        {
            way.Add(place);
        }

        way.Reverse();
        return way;
    }

    private string AppendTo(string path) => _name is null ? PathText.Index(path, _index)
        : _name.Length > MaxName ? $"{path}[{PathText.Quote(_name, MaxName)}]"
        : PathText.Member(path, _name);
}

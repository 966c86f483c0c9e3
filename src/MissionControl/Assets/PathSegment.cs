namespace MissionControl.Assets;

/// <summary>One move of a path: to a member, to an element, or to every element.</summary>
internal abstract record PathSegment
{
    internal sealed record Member(string Name) : PathSegment;

    internal sealed record Index(int Position) : PathSegment;

    internal sealed record Each : PathSegment;

    public string AppendTo(string path) => this switch
    {
        Member member => PathText.Member(path, member.Name),
        Index index => PathText.Index(path, index.Position),
        _ => path + "[]",
    };
}

namespace MissionControl.Missions;

/// <summary>One fault of a document: where it is, what was found, and what would be right.</summary>
/// <param name="File">The file, as the user named it.</param>
/// <param name="Path">JSON path from the document's root, for example <c>$.hops[1].steps[0].tool_name</c>.</param>
/// <param name="Found">What stands there, shortened, in words.</param>
/// <param name="Cure">What would be right.</param>
public sealed record DocumentError(string File, string Path, string Found, string Cure)
{
    public override string ToString() => $"{File}: {Path}: {Found}. {Cure}";
}

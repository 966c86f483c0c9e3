namespace MissionControl.Runtime;

/// <summary>One page of a list.</summary>
/// <param name="Cursor">Where the next page begins; null when this is the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Cursor);

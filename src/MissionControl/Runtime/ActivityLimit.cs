namespace MissionControl.Runtime;

/// <summary>At most <paramref name="Most"/> activities with this key run at the same time; more wait, in their order.</summary>
/// <param name="Key">What is limited, such as <c>tool:mail</c>.</param>
/// <param name="Most">At least 1.</param>
public readonly record struct ActivityLimit(string Key, int Most);

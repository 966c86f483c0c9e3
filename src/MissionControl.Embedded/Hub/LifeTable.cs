namespace MissionControl.Embedded.Hub;

/// <summary>What a process tells the next one of its end, and which instances were in flight whenever one died.</summary>
internal abstract class LifeTable
{
    /// <summary>A process took the hub and has not said that it ended: it runs, or it died.</summary>
    public abstract bool IsOpen { get; }

    public abstract void Mark(bool isOpen);

    public abstract IReadOnlyList<Suspect> ReadSuspects();

    public abstract void Save(Suspect suspect);

    public abstract void Remove(string instanceId);
}

/// <summary>An instance that was in flight when the process died.</summary>
/// <param name="Generation">With <paramref name="Length"/> how far it was: had it gone on since, it would not be suspected.</param>
/// <param name="Deaths">How many processes died in a row while it was in flight and went no further.</param>
/// <param name="IsAtStake">It was let on in the current process: if that dies, it counts.</param>
internal sealed record Suspect(string InstanceId, int Generation, long Length, int Deaths, bool IsAtStake)
{
    public bool IsAsFarAs(Suspect? other) => other is not null && (Generation, Length) == (other.Generation, other.Length);
}

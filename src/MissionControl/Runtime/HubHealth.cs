namespace MissionControl.Runtime;

/// <summary>Whether a runtime takes work at present, and if not, why: what <c>/readyz</c> answers.</summary>
public abstract class HubHealth
{
    /// <summary>
    /// Raised when it begins or ceases to be ready, and when the reason becomes another one; never twice in a row for the same. Handlers are called
    /// one at a time on a thread of the pool, and hear the latest state: one that lasted but a moment may be left out.
    /// </summary>
    public abstract event Action<HubState>? Changed;

    /// <summary>Any thread; costs a read.</summary>
    public abstract HubState State { get; }
}

/// <summary>One answer of <see cref="HubHealth"/>.</summary>
/// <param name="Reason">Why it takes no work, for people, without secrets; null while it is ready.</param>
/// <param name="Since">When that began.</param>
public sealed record HubState(bool IsReady, string? Reason, DateTimeOffset Since)
{
    /// <summary>It takes no work because it has been told to stop, and nothing is wrong.</summary>
    public bool IsStopping { get; init; }
}

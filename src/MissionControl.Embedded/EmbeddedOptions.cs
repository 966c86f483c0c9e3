using MissionControl.Embedded.Hub;
using MissionControl.Runtime;

namespace MissionControl.Embedded;

/// <summary>How an embedded runtime is opened.</summary>
public sealed record EmbeddedOptions
{
    /// <summary>The task hub's file, created when it is not there. Null = a hub in memory that ends with the process.</summary>
    public string? HubFile { get; init; }

    /// <summary>
    /// The key that seals the hub's histories, 32 to 64 bytes in base64. Null = the file <c>{HubFile}.key</c>, which is made with the hub and
    /// which only its owner may read. A hub in memory needs none.
    /// </summary>
    public string? HubKey { get; init; }

    /// <summary>The time of orchestrations, timers and records.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>What the runtime can run. Called once, with the stores of the opened hub, which activities may keep.</summary>
    public required Func<HubStores, OrchestrationRegistry> Registry { get; init; }

    /// <summary>
    /// Which of the runs that the last process left this one goes on with, by run id; the others stay as they lie.
    /// Null = all of them, and orchestrations that belong to no run.
    /// </summary>
    public Func<string, bool>? Drives { get; init; }

    /// <summary>False = only record: activities that are asked for start with the next opening. Default true.</summary>
    public bool StartsActivities { get; init; } = true;

    /// <summary>The version of the orchestrator code; an instance keeps the one that started it. Default "1".</summary>
    public string Version { get; init; } = "1";

    /// <summary>Activities that run at the same time; more wait in their order. Default 100.</summary>
    public int MaxConcurrentActivities { get; init; } = 100;

    /// <summary>
    /// The limits under which an activity runs, by its name and input (JSON); none = only <see cref="MaxConcurrentActivities"/>. Asked once per activity,
    /// on any thread, so it must be quick and always give the same answer. An activity has a place under each of its limits or waits, without
    /// standing in the way of others. Null = no limits.
    /// </summary>
    public Func<string, string?, IReadOnlyList<ActivityLimit>>? Limits { get; init; }

    /// <summary>Starts under way at the same time that are not on disk yet; more are refused with <see cref="HubBusyException"/>. Default 10,000.</summary>
    public int MaxQueuedStarts { get; init; } = 10_000;

    /// <summary>
    /// Activities that wait in memory, per group with the same limits; more stay on the disk until there is room. While so many wait, starts are
    /// refused with <see cref="HubBusyException"/>; what runs already is not. Default 10,000.
    /// </summary>
    public int MaxQueuedActivities { get; init; } = 10_000;

    /// <summary>Waiting instances whose code stays in memory; more are rebuilt from their history when something happens. Default 4,000.</summary>
    public int MaxIdleInstances { get; init; } = 4000;

    /// <summary>
    /// So many times in a row an instance may fail the runtime itself before it is quarantined: its turn cannot be taken or written, or the process
    /// dies while it, or an activity of it, is in flight. 0 = never; below 3 chance may hit the innocent. Default 5.
    /// </summary>
    public int QuarantineAfter { get; init; } = 5;

    /// <summary>Rebuilds every instance from its history for every turn: slow, and a proof that replay loses nothing. Default false.</summary>
    public bool EvictAfterEveryCommit { get; init; }

    internal CommitLimits Commits { get; init; } = new();

    /// <summary>A hub in memory that outlives the runtime, so that a test can open it again.</summary>
    internal HubStore? Store { get; init; }

    /// <summary>Null = threads of the process.</summary>
    internal WorkQueue? Work { get; init; }
}

using MissionControl.Embedded;
using MissionControl.Runtime;

namespace MissionControl.Testing;

/// <summary>What a <see cref="TestRuntime"/> hosts, and how it ends.</summary>
public sealed record TestRuntimeOptions
{
    public required Func<HubStores, OrchestrationRegistry> Registry { get; init; }

    /// <summary>Null = a hub in memory, which also outlives a crash.</summary>
    public string? HubFile { get; init; }

    public ManualClock Clock { get; init; } = new();

    public string Version { get; init; } = "1";

    public int MaxConcurrentActivities { get; init; } = 100;

    /// <summary>Changes what is not named here.</summary>
    public Func<EmbeddedOptions, EmbeddedOptions> Configure { get; init; } = options => options;

    /// <summary>Rebuilds every instance from its history for every turn.</summary>
    public bool EvictAfterEveryCommit { get; init; }

    /// <summary>The runtime dies instead of its n-th commit after it was opened; 0 = never. Commits are then made one by one.</summary>
    public int CrashBeforeCommit { get; init; }

    /// <summary>The runtime dies when its n-th commit after it was opened is on disk and nobody has heard of it; 0 = never.</summary>
    public int CrashAfterCommit { get; init; }
}

using MissionControl.Assets;
using MissionControl.Hops;

namespace MissionControl.Missions;

/// <summary>A run as people see it: one tree of hops and steps, however many executions it took.</summary>
public sealed record RunView(string RunId, string MissionId, RunStatus Status)
{
    public string? MissionName { get; init; }

    /// <summary>The current execution.</summary>
    public string? ExecutionId { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>In plan order; empty until the plan stands.</summary>
    public IReadOnlyList<HopView> Hops { get; init; } = [];

    /// <summary>Ids of the approvals that the run waits for.</summary>
    public IReadOnlyList<string> Awaiting { get; init; } = [];

    /// <summary>The declared outputs that exist; set once the run ended by itself.</summary>
    public IReadOnlyDictionary<string, AssetReference> Outputs { get; init; } = new Dictionary<string, AssetReference>();

    public IReadOnlyList<RunError> Errors { get; init; } = [];
}

/// <summary>One hop of the tree.</summary>
/// <param name="Result">Where it stands; a step of it can be running or awaiting approval.</param>
public sealed record HopView(HopResult Result)
{
    /// <summary>What was planned for it.</summary>
    public required PlannedHop Plan { get; init; }

    /// <summary>The approval that it waits for; null when it waits for nobody.</summary>
    public string? AwaitedApproval { get; init; }

    /// <summary>When the next attempt of its failed step begins; null when no attempt is due.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    public string Id => Result.Id;

    public string Title => Plan.Definition.Name ?? Result.Id;
}

using MissionControl.Assets;
using MissionControl.Hops;

namespace MissionControl.Missions;

/// <summary>What the orchestration of a mission returns: completed, failed and rejected runs are results, not platform failures.</summary>
/// <param name="Status">Completed, failed or rejected.</param>
public sealed record RunResult(RunStatus Status)
{
    /// <summary>The declared outputs that exist.</summary>
    public IReadOnlyDictionary<string, AssetReference> Outputs { get; init; } = new Dictionary<string, AssetReference>();

    /// <summary>Every hop of the plan, in plan order; with what they exported and kept it is the checkpoint from which a retry goes on.</summary>
    public IReadOnlyList<HopResult> Hops { get; init; } = [];

    public IReadOnlyList<RunError> Errors { get; init; } = [];

    /// <summary>Set when the run failed: the plan that a retry goes on with, so that nothing is resolved twice.</summary>
    public MissionPlan? Plan { get; init; }

    /// <summary>True when a person approved the plan: a retry does not ask again.</summary>
    public bool PlanApproved { get; init; }

    /// <summary>Minutes that people took over the plan and the outputs, in all executions; null: none.</summary>
    public decimal? HumanDelayMinutes { get; init; }

    /// <summary>Outputs that a person approved: a retry does not ask again. Null: none.</summary>
    public IReadOnlyList<string>? OutputsApproved { get; init; }
}

/// <summary>Why a run failed or was rejected, and where.</summary>
public sealed record RunError(string ErrorType, string Message, string? HopId = null, string? StepId = null, int? Attempt = null);

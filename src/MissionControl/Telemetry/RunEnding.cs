using MissionControl.Assets;
using MissionControl.Missions;

namespace MissionControl.Telemetry;

/// <summary>The end of one execution of a run.</summary>
/// <param name="Run">As it began, with what only the orchestration knows of its end.</param>
/// <param name="Status">As it ends if the check finds nothing.</param>
public sealed record RunEnding(MissionRun Run, RunStatus Status, DateTimeOffset At)
{
    /// <summary>Outputs to check first; null: none, or they were checked.</summary>
    public CheckOutputsInput? Check { get; init; }

    public IReadOnlyList<RunError> Errors { get; init; } = [];

    /// <summary>Rounds of hops that nobody was told of yet.</summary>
    public IReadOnlyList<TaskLog> Logs { get; init; } = [];

    /// <summary>The mission assets that KPIs are read from, as far as they exist.</summary>
    public IReadOnlyDictionary<string, AssetReference> KpiAssets { get; init; } = new Dictionary<string, AssetReference>();

    public int CompletedHops { get; init; }

    /// <summary>Minutes that people took over the plan and the outputs.</summary>
    public decimal HumanDelayMinutes { get; init; }
}

/// <param name="Errors">What the check found.</param>
public sealed record RunEndOutcome(IReadOnlyList<RunError> Errors);

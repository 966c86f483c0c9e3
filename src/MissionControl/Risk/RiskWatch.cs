using MissionControl.Missions;

namespace MissionControl.Risk;

/// <summary>When a run has to look whether something has become a risk: decided with its plan, so that its timers stay what they are.</summary>
/// <param name="LateMinutes">A person's delays that are looked at, shortest first.</param>
public sealed record RiskWatch(IReadOnlyList<decimal> LateMinutes)
{
    public decimal OverrunPct { get; init; }

    public decimal OverrunMediumPct { get; init; }

    public decimal OverrunMinutes { get; init; }

    /// <summary>What the mission's budget gives a run; null: no limit.</summary>
    public decimal? BudgetMinutes { get; init; }

    public static RiskWatch Of(RiskThresholds thresholds, Budget? budget) => new(Ascending(thresholds.ApprovalDelayMinutes, thresholds.ApprovalDelayHighMinutes))
    {
        OverrunPct = thresholds.TaskOverrunPct,
        OverrunMediumPct = thresholds.TaskOverrunMediumPct,
        OverrunMinutes = thresholds.TaskOverrunMinutes,
        BudgetMinutes = budget?.DurationMinutes,
    };

    /// <summary>Minutes at work at which a hop with that estimate overruns, and overruns badly; null without an estimate.</summary>
    public IReadOnlyList<decimal>? OverrunsOf(decimal? estimate) => estimate is not { } minutes ? null : Ascending(
        Math.Max(minutes * OverrunPct / 100, minutes + OverrunMinutes),
        Math.Max(minutes * OverrunMediumPct / 100, minutes + OverrunMinutes));

    private static decimal[] Ascending(params decimal[] minutes) => [.. minutes.Distinct().Order()];
}

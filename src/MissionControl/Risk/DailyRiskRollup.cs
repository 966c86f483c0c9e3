namespace MissionControl.Risk;

/// <summary>How many risk events there were at the end of a UTC day, or so far on the current one. One per day.</summary>
/// <param name="RiskIndex">Sum of the weights over all events.</param>
/// <param name="OpenRiskIndex">The same of the open ones alone.</param>
/// <param name="ComputedAt">The time that it was computed for.</param>
public sealed record DailyRiskRollup(DateOnly RollupDate, RiskRollup Rollup, int RiskIndex, int OpenRiskIndex, DateTimeOffset ComputedAt)
{
    public static DailyRiskRollup Of(DateOnly date, RiskRollup rollup, DateTimeOffset at) => new(date, rollup, rollup.Index, rollup.OpenIndex, at);
}

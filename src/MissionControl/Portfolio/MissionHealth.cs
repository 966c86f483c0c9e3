using System.Text.Json.Serialization;

namespace MissionControl.Portfolio;

/// <summary>
/// How one mission does, by its own records only. A figure without data behind it is null, and <see cref="InsufficientData"/> names it:
/// nothing is ever made up.
/// </summary>
public sealed record MissionHealth(string MissionId, string MissionName)
{
    /// <summary>The primary KPI; null when the mission has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Kpi { get; init; }

    /// <summary>Completed runs of the mission.</summary>
    public int CompletedRuns { get; init; }

    /// <summary>The primary KPI over the completed runs.</summary>
    public required KpiTrend Trend { get; init; }

    /// <summary>How far the latest completed run is from the target, in the KPI's unit, 0 when met. Null without a value or a target.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public decimal? RemainingGap { get; init; }

    /// <summary>The same in percent of the target, one decimal. Null also when the target is zero.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public decimal? RemainingGapPct { get; init; }

    /// <summary>Minutes that people took, as a share of the minutes that ended runs took, in percent, 0 to 100, one decimal. Null without run time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public decimal? OperationalFrictionPct { get; init; }

    /// <summary>Interventions of people per hop round that was not skipped, from 0 on, two decimals. Null without such rounds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public decimal? HumanDependency { get; init; }

    /// <summary>Hop rounds that were done without any person, of all that were not skipped, in percent, 0 to 100, one decimal. Null without such rounds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public decimal? AutonomyPct { get; init; }

    /// <summary>What holds the mission up most. Null when nothing does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public MissionBottleneck? Bottleneck { get; init; }

    public required HealthScore Score { get; init; }

    /// <summary>Names of figures that the data do not give.</summary>
    public IReadOnlyList<string> InsufficientData { get; init; } = [];
}

/// <summary>The task that holds a mission up most, over its rounds that were completed or approved; without an estimate there is no overrun.</summary>
/// <param name="Driver">approval_delay, overrun or risk: whichever is more of it; risk only where no minutes were lost.</param>
/// <param name="Minutes">Human delay and overrun together; 0 when risk drives.</param>
public sealed record MissionBottleneck(string TaskId, string TaskName, string Driver, decimal Minutes);

/// <summary>0 (bad) to 100 (good): the weighted mean of the parts that have data.</summary>
/// <param name="Value">One decimal. Null when no run ended.</param>
public sealed record HealthScore([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? Value, IReadOnlyList<HealthPart> Parts);

/// <param name="Part">kpi, reliability, risk or flow.</param>
/// <param name="Value">0 to 100, one decimal; null without data, and then without weight.</param>
public sealed record HealthPart(string Part, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? Value, decimal Weight);

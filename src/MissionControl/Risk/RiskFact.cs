using System.Text.Json.Serialization;
using MissionControl.Missions;

namespace MissionControl.Risk;

/// <summary>Something that happened in a run and may be a risk, or the end of one. The same fact told again changes nothing.</summary>
/// <param name="At">When it was so: from the orchestration's clock, the same in every replay.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "fact")]
[JsonDerivedType(typeof(PersonIsLate), "person_is_late")]
[JsonDerivedType(typeof(PersonDecided), "person_decided")]
[JsonDerivedType(typeof(HopTook), "hop_took")]
[JsonDerivedType(typeof(HopRoundBegan), "hop_round_began")]
[JsonDerivedType(typeof(RunReachedItsTime), "run_reached_its_time")]
[JsonDerivedType(typeof(CostReached), "cost_reached")]
[JsonDerivedType(typeof(RunEnded), "run_ended")]
public abstract record RiskFact(string RunId, string MissionId, DateTimeOffset At);

/// <summary>A person has been asked for so long and has not decided yet. The task is null for a plan or an output.</summary>
public sealed record PersonIsLate(string RunId, string MissionId, string? TaskId, decimal DelayMinutes, DateTimeOffset At) : RiskFact(RunId, MissionId, At)
{
    /// <summary>What people see; null: the task's id.</summary>
    public string? TaskName { get; init; }
}

/// <summary>A person decided, or nobody is asked any more.</summary>
/// <param name="DelayMinutes">From the request to the decision.</param>
public sealed record PersonDecided(string RunId, string MissionId, string? TaskId, decimal DelayMinutes, DateTimeOffset At) : RiskFact(RunId, MissionId, At)
{
    public string? TaskName { get; init; }
}

/// <summary>A hop has been at work for so long, or ended after so long; what people took is not part of it.</summary>
public sealed record HopTook(string RunId, string MissionId, string TaskId, decimal ActualMinutes, decimal? EstimateMinutes, DateTimeOffset At)
    : RiskFact(RunId, MissionId, At)
{
    public string? TaskName { get; init; }
}

/// <summary>A round of a hop began, from 1.</summary>
public sealed record HopRoundBegan(string RunId, string MissionId, string TaskId, int Round, DateTimeOffset At) : RiskFact(RunId, MissionId, At)
{
    public string? TaskName { get; init; }
}

/// <summary>The run goes on and has reached the minutes of its mission's budget.</summary>
public sealed record RunReachedItsTime(string RunId, string MissionId, decimal RunMinutes, decimal BudgetMinutes, DateTimeOffset At) : RiskFact(RunId, MissionId, At);

/// <summary>The run has cost so much.</summary>
public sealed record CostReached(string RunId, string MissionId, decimal CostUsd, decimal BudgetUsd, DateTimeOffset At) : RiskFact(RunId, MissionId, At);

/// <summary>The run ended.</summary>
public sealed record RunEnded(string RunId, string MissionId, RunStatus Status, DateTimeOffset At) : RiskFact(RunId, MissionId, At)
{
    public IReadOnlyList<RunError> Errors { get; init; } = [];

    /// <summary>The mission's KPIs.</summary>
    public IReadOnlyList<KpiDefinition> Kpis { get; init; } = [];

    /// <summary>What the run reached, by KPI name; names that are missing are no risk.</summary>
    public IReadOnlyDictionary<string, decimal> KpiValues { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Of the run and its budget, where both are known.</summary>
    public decimal? RunMinutes { get; init; }

    public decimal? BudgetMinutes { get; init; }
}

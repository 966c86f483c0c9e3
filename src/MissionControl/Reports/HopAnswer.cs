using System.Text.Json.Serialization;
using MissionControl.Agents;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Steps;

namespace MissionControl.Reports;

/// <summary>A hop of a run, as programs are told of it.</summary>
public sealed record HopAnswer(
    string Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? AgentId,
    string Status,
    decimal ActualDurationMinutes,
    int Attempts,
    IReadOnlyList<StepAnswer> Steps)
{
    public string? Name { get; init; }

    public int Round { get; init; }

    public decimal HumanDelayMinutes { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Why that agent.</summary>
    public RoutingDecision? Routing { get; init; }

    /// <summary>How the resolver found its steps.</summary>
    public string? Resolution { get; init; }

    public string? AwaitedApproval { get; init; }

    public RunError? Error { get; init; }

    public static HopAnswer Of(HopView hop)
    {
        var result = hop.Result;
        var steps = result.Steps.Count > 0 ? result.Steps : Planned(hop.Plan.Definition);
        return new HopAnswer(result.Id, result.AgentId, Wire.Word(result.Status), result.ActualDurationMinutes, result.Attempts, steps.Select(StepAnswer.Of).ToList())
        {
            Name = hop.Plan.Definition.Name,
            Round = result.Round,
            HumanDelayMinutes = result.HumanDelayMinutes,
            StartedAt = result.StartedAt,
            CompletedAt = result.CompletedAt,
            Routing = result.Routing,
            Resolution = hop.Plan.Resolution,
            AwaitedApproval = hop.AwaitedApproval,
            Error = result.Error,
        };
    }

    private static List<StepResult> Planned(HopDefinition hop) =>
        hop.Steps.Select(step => new StepResult(step.Id, step.ToolName, StepStatus.Pending)).ToList();
}

/// <summary>A step in a <see cref="HopAnswer"/>.</summary>
public sealed record StepAnswer(string Id, string ToolName, string Status, int Attempts)
{
    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public StepCost? Cost { get; init; }

    public RunError? Error { get; init; }

    public static StepAnswer Of(StepResult step) => new(step.Id, step.ToolName, Wire.Word(step.Status), step.Attempts)
    {
        StartedAt = step.StartedAt,
        CompletedAt = step.CompletedAt,
        Cost = step.Cost,
        Error = step.Error,
    };
}

using System.Text.Json;
using MissionControl.Agents;
using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Missions;
using MissionControl.Steps;

namespace MissionControl.Hops;

/// <summary>A hop as it ran. For a hop that began and did not complete it is also its part of the checkpoint.</summary>
public sealed record HopResult(string Id, HopStatus Status, int Round = 1)
{
    public string? AgentId { get; init; }

    /// <summary>Agents used for this hop in this run, in order; reroute never goes back to one.</summary>
    public IReadOnlyList<string> AgentsUsed { get; init; } = [];

    /// <summary>Why that agent.</summary>
    public RoutingDecision? Routing { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Minutes at work, without the time people took.</summary>
    public decimal ActualDurationMinutes { get; init; }

    /// <summary>Minutes that people took to decide.</summary>
    public decimal HumanDelayMinutes { get; init; }

    /// <summary>The last round alone, over all executions; null where it says no more than the hop itself.</summary>
    public HopRoundFigures? LastRound { get; init; }

    /// <summary>Attempts of all its steps.</summary>
    public int Attempts => Steps.Sum(step => step.Attempts);

    public IReadOnlyList<StepResult> Steps { get; init; } = [];

    /// <summary>Subjects approved in this round (<c>hop</c>, <c>step:{id}</c>): a retry does not ask for them again.</summary>
    public IReadOnlyList<string> Approved { get; init; } = [];

    /// <summary>Step to the parameters that an approver changed, with what they are now; null: none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, JsonElement>>? Edited { get; init; }

    /// <summary>The policy by which the agent's price makes the hop need an approval; null: it does not.</summary>
    public ApprovalPolicy? RoutedApproval { get; init; }

    /// <summary>The steps that do the agent's work, when the hop has none of its own.</summary>
    public IReadOnlyList<StepDefinition>? AgentSteps { get; init; }

    /// <summary>The local workspace of a hop that did not complete.</summary>
    public IReadOnlyDictionary<string, AssetReference>? Workspace { get; init; }

    /// <summary>Mission assets that a completed hop exported.</summary>
    public IReadOnlyDictionary<string, AssetReference> Exports { get; init; } = new Dictionary<string, AssetReference>();

    /// <summary>Why it failed, was rejected or was skipped.</summary>
    public RunError? Error { get; init; }

    /// <summary>The hop once its run has ended over it.</summary>
    internal HopResult Ended(DateTimeOffset? at) =>
        this with { Status = HopStatus.Terminated, CompletedAt = CompletedAt ?? at, Steps = Steps.Select(step => step.Ended(at)).ToList() };
}

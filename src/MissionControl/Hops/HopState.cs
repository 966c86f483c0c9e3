using System.Text.Json;
using MissionControl.Agents;
using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Missions;
using MissionControl.Steps;

namespace MissionControl.Hops;

/// <summary>Where a hop's orchestration stands in its current round; at any moment it can be told as a <see cref="HopResult"/>.</summary>
internal sealed class HopState
{
    private readonly HopInput _input;
    private readonly List<string> _agentsUsed;
    private readonly HashSet<string> _approved;
    private readonly Dictionary<string, IReadOnlyDictionary<string, JsonElement>> _edited;

    public HopState(HopInput input)
    {
        _input = input;
        var resume = input.Resume;
        Round = resume?.Round ?? 1;
        Routing = resume?.Routing;
        AgentSteps = resume?.AgentSteps;
        AgentId = resume?.AgentId;
        _agentsUsed = [.. resume?.AgentsUsed ?? []];
        _approved = [.. resume?.Approved ?? []];
        _edited = new(resume?.Edited ?? new Dictionary<string, IReadOnlyDictionary<string, JsonElement>>(), StringComparer.Ordinal);
        RoutedApproval = resume?.RoutedApproval;
        Steps = (resume?.Steps ?? []).ToDictionary(step => step.Id, StringComparer.Ordinal);
        Workspace = new Dictionary<string, AssetReference>(resume?.Workspace ?? input.Inputs, StringComparer.Ordinal);
    }

    public int Round { get; private set; }

    public string? AgentId { get; private set; }

    public RoutingDecision? Routing { get; private set; }

    public IReadOnlyList<StepDefinition>? AgentSteps { get; private set; }

    public Dictionary<string, StepResult> Steps { get; }

    public Dictionary<string, AssetReference> Workspace { get; }

    public IReadOnlyList<string> AgentsUsed => _agentsUsed;

    public IReadOnlyList<StepDefinition> PlannedSteps => AgentSteps ?? _input.Hop.Steps;

    /// <summary>The policy by which the agent's price makes the hop need an approval; null: it does not.</summary>
    public ApprovalPolicy? RoutedApproval { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public TimeSpan HumanDelay { get; private set; }

    /// <summary>Of the current round.</summary>
    public RoundClock Clock { get; private set; } = new(default);

    public void Begin(DateTimeOffset now)
    {
        StartedAt = now;
        Clock = new RoundClock(now, _input.Resume is { } earlier ? Figures(earlier) : null);
    }

    public void Count(ApprovalOutcome outcome)
    {
        HumanDelay += outcome.HumanDelay;
        Clock.Count(outcome);
    }

    public bool IsApproved(string subject) => _approved.Contains(subject);

    public void Approve(string subject) => _approved.Add(subject);

    public void Edit(string stepId, IReadOnlyDictionary<string, JsonElement> changes) => _edited[stepId] = changes;

    /// <summary>The step with the inputs that were approved for it.</summary>
    public StepDefinition Approved(StepDefinition step) => _edited.TryGetValue(step.Id, out var changes) ? step.With(changes) : step;

    public void Assign(RouteOutcome route)
    {
        RoutedApproval = route.Approval;
        Routing = route.Decision;
        AgentId = route.Decision.AgentId;
        AgentSteps = route.Steps;
        _agentsUsed.Add(route.Decision.AgentId!);
    }

    /// <summary>Begins the hop anew with another agent: nothing of the round before stays but who was used.</summary>
    public void BeginRound(RouteOutcome route, DateTimeOffset now)
    {
        Round++;
        Clock = new RoundClock(now);
        _approved.Clear();
        _edited.Clear();
        Steps.Clear();
        Workspace.Clear();
        foreach (var (local, reference) in _input.Inputs)
        {
            Workspace.Add(local, reference);
        }

        Assign(route);
    }

    public HopResult Tell(HopStatus status, DateTimeOffset now, RunError? error = null) => new(_input.Hop.Id, status, Round)
    {
        AgentId = AgentId,
        AgentsUsed = AgentsUsed,
        Routing = Routing,
        AgentSteps = AgentSteps,
        StartedAt = StartedAt,
        CompletedAt = now,
        ActualDurationMinutes = RoundClock.Minutes(now - (StartedAt ?? now) - HumanDelay),
        HumanDelayMinutes = RoundClock.Minutes(HumanDelay),
        LastRound = LastRound(now),
        Steps = PlannedSteps.Select(step => Steps.GetValueOrDefault(step.Id) ?? new StepResult(step.Id, step.ToolName, StepStatus.Pending)).ToList(),
        Approved = [.. _approved.Order(StringComparer.Ordinal)],
        Edited = _edited.Count == 0 ? null : _edited,
        RoutedApproval = RoutedApproval,
        Workspace = status is HopStatus.Completed or HopStatus.Skipped ? null : Workspace,
        Error = error,
    };

    /// <summary>A first round in which nobody was asked is the hop itself.</summary>
    private HopRoundFigures? LastRound(DateTimeOffset now) =>
        _input.Revision < 2 || (Round == 1 && _input.Resume is null && Clock.Tell(now) is { Decision: null, Escalations: null }) ? null : Clock.Tell(now);

    private static HopRoundFigures? Figures(HopResult earlier) =>
        earlier.LastRound ?? (earlier.StartedAt is { } at ? new HopRoundFigures(at, earlier.ActualDurationMinutes, earlier.HumanDelayMinutes) : null);
}

using MissionControl.Agents;
using MissionControl.Approvals;
using MissionControl.Hops;
using MissionControl.Runtime;
using MissionControl.Runtime.History;
using MissionControl.Steps;

namespace MissionControl.Missions;

/// <summary>Reads where one hop stands from the events of its instance.</summary>
internal sealed class HopProjection
{
    private readonly HopInput _input;
    private readonly Dictionary<long, (string Name, StepResult? Step)> _asked = [];
    private readonly Dictionary<string, StepResult> _steps;
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private RouteProjection _route;
    private HopResult? _ended;
    private TimeSpan _humanDelay;
    private DateTimeOffset? _startedAt;
    private ApprovalInput? _awaited;
    private DateTimeOffset? _retryAt;

    public HopProjection(HopInput input)
    {
        _input = input;
        _route = RouteProjection.Of(input.Resume);
        _steps = (input.Resume?.Steps ?? []).ToDictionary(step => step.Id, StringComparer.Ordinal);
    }

    public string HopId => _input.Hop.Id;

    public string? AwaitedApproval => _ended is null ? _awaited?.ApprovalId : null;

    public DateTimeOffset? RetryAt => _ended is null ? _retryAt : null;

    public bool IsOver => _ended is not null;

    private IReadOnlyList<StepDefinition> PlannedSteps => _route.AgentSteps ?? _input.Hop.Steps;

    public void Apply(HistoryEvent recorded, DateTimeOffset at)
    {
        switch (recorded)
        {
            case OrchestratorStarted:
                _startedAt ??= at;
                break;
            case TaskScheduled asked:
                Ask(asked, at);
                break;
            case TaskCompleted { Result: { } result } done when _asked.Remove(done.TaskId, out var call):
                Answer(call, result, at);
                break;
            case TaskFailed { Details.ErrorType: FailureDetails.Interrupted } failed when _asked.Remove(failed.TaskId, out var call):
                Interrupt(call.Step);
                break;
            case TaskFailed failed when _asked.Remove(failed.TaskId, out var call) && call.Name == TaskNames.RunStep:
                EndAttempt(call.Step!, new StepOutcome.Failed(failed.Details.ErrorType, failed.Details.ErrorMessage, Retryable: true), at);
                break;
            case SubOrchestrationInstanceCreated { Name: TaskNames.Approval, Input: { } input }:
                Await(Wire.Deserialize<ApprovalInput>(input)!);
                break;
            case SubOrchestrationInstanceCompleted { Result: { } outcome }:
                Decide(Wire.Deserialize<ApprovalOutcome>(outcome)!);
                break;
            case TimerCreated timer when _awaited is null && _retryAt is null && Pauses():
                _retryAt = timer.FireAt;
                break;
            case ExecutionCompleted { Result: { } result }:
                End(Wire.Deserialize<HopResult>(result)!);
                break;
            case ExecutionFailed failed:
                End(Tell(at) with { Status = HopStatus.Failed, Error = new RunError(failed.Details.ErrorType, failed.Details.ErrorMessage, HopId) });
                break;
            case ExecutionTerminated:
                End(Tell(at).Ended(at));
                break;
        }
    }

    public void End(HopResult result) => _ended = result;

    public HopResult Tell(DateTimeOffset now)
    {
        if (_ended is not null)
        {
            return _ended;
        }

        var atWork = now - (_startedAt ?? now) - _humanDelay;
        return new HopResult(HopId, _awaited is null ? HopStatus.Running : HopStatus.AwaitingApproval, _route.Round)
        {
            AgentId = _route.AgentId,
            AgentsUsed = _route.AgentsUsed,
            Routing = _route.Decision,
            AgentSteps = _route.AgentSteps,
            StartedAt = _startedAt,
            ActualDurationMinutes = _awaited is null ? Minutes(atWork) : 0,
            HumanDelayMinutes = Minutes(_humanDelay),
            Steps = PlannedSteps.Select(step => _steps.GetValueOrDefault(step.Id) ?? new StepResult(step.Id, step.ToolName, StepStatus.Pending)).ToList(),
        };
    }

    /// <summary>The one timer that a failed step sets is that of its next attempt; others watch the hop.</summary>
    private bool Pauses() => _steps.Values.Any(step => step.Status == StepStatus.Failed) && !_steps.Values.Any(step => step.Status == StepStatus.Running);

    private void Ask(TaskScheduled asked, DateTimeOffset at)
    {
        var step = asked.Name == TaskNames.RunStep ? Begun(asked.Input) : null;
        _asked[asked.TaskId] = (asked.Name, step);
        if (step is null)
        {
            return;
        }

        var startedAt = _begun.Add(step.Id) ? at : _steps[step.Id].StartedAt;
        _retryAt = null;
        _steps[step.Id] = step with { StartedAt = startedAt };
    }

    private StepResult Begun(string? input)
    {
        if (input is not null && Wire.Deserialize<StepInput>(input) is { } told)
        {
            return new StepResult(told.Step.Id, told.Step.ToolName, StepStatus.Running) { Attempts = told.Attempt };
        }

        // A platform that keeps no inputs of tasks: the steps of a hop run one after another, and their attempts count on.
        var next = PlannedSteps.First(step => _steps.GetValueOrDefault(step.Id)?.Status != StepStatus.Completed);
        return new StepResult(next.Id, next.ToolName, StepStatus.Running) { Attempts = (_steps.GetValueOrDefault(next.Id)?.Attempts ?? 0) + 1 };
    }

    private void Answer((string Name, StepResult? Step) call, string result, DateTimeOffset at)
    {
        if (call.Step is { } step)
        {
            EndAttempt(step, Wire.Deserialize<StepOutcome>(result)!, at);
        }
        else if (call.Name == TaskNames.RouteHop && Wire.Deserialize<RouteOutcome>(result) is { Problem: null } route)
        {
            if (_route.AgentId is not null)
            {
                _steps.Clear();
                _begun.Clear();
            }

            _route = _route.Next(route);
        }
    }

    /// <summary>The attempt is asked for again, under the same number.</summary>
    private void Interrupt(StepResult? attempt)
    {
        if (attempt is not null)
        {
            _steps[attempt.Id] = _steps[attempt.Id] with { Attempts = attempt.Attempts - 1 };
        }
    }

    private void EndAttempt(StepResult attempt, StepOutcome outcome, DateTimeOffset at)
    {
        var running = _steps[attempt.Id] with { CompletedAt = at };
        _steps[attempt.Id] = outcome switch
        {
            StepOutcome.Completed completed => running with { Status = StepStatus.Completed, Cost = completed.Cost },
            StepOutcome.Failed failed => running with
            {
                Status = StepStatus.Failed,
                Error = new RunError(failed.ErrorType, failed.Message, HopId, attempt.Id, attempt.Attempts),
            },
            _ => running,
        };
    }

    private void Await(ApprovalInput approval)
    {
        _awaited = approval;
        SetStep(approval, StepStatus.AwaitingApproval);
    }

    private void Decide(ApprovalOutcome outcome)
    {
        _humanDelay += outcome.HumanDelay;
        if (_awaited is { } approval)
        {
            SetStep(approval, StepStatus.Pending);
            _awaited = null;
        }
    }

    private void SetStep(ApprovalInput approval, StepStatus status)
    {
        var step = PlannedSteps.FirstOrDefault(step => step.Id == approval.Subject.StepId);
        if (step is not null)
        {
            _steps[step.Id] = (_steps.GetValueOrDefault(step.Id) ?? new StepResult(step.Id, step.ToolName, status)) with { Status = status };
        }
    }

    private static decimal Minutes(TimeSpan time) => Math.Round(Math.Max(0, time.Ticks) / (decimal)TimeSpan.TicksPerMinute, 6, MidpointRounding.AwayFromZero);
}

/// <summary>Who does the hop, in which round.</summary>
internal sealed record RouteProjection(int Round, string? AgentId, IReadOnlyList<string> AgentsUsed, RoutingDecision? Decision, IReadOnlyList<StepDefinition>? AgentSteps)
{
    public static RouteProjection Of(HopResult? earlier) =>
        new(earlier?.Round ?? 1, earlier?.AgentId, earlier?.AgentsUsed ?? [], earlier?.Routing, earlier?.AgentSteps);

    public RouteProjection Next(RouteOutcome route) => this with
    {
        Round = AgentId is null ? Round : Round + 1,
        AgentId = route.Decision.AgentId,
        AgentsUsed = [.. AgentsUsed, route.Decision.AgentId!],
        Decision = route.Decision,
        AgentSteps = route.Steps,
    };
}

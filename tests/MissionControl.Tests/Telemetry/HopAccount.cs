using MissionControl.Agents;
using MissionControl.Approvals;
using MissionControl.Hops;
using MissionControl.Runtime;
using MissionControl.Runtime.History;
using MissionControl.Telemetry;

namespace MissionControl.Tests.Telemetry;

/// <summary>What the events of one hop of one round say of it: nothing is taken from the result that the hop told of itself but how it ended.</summary>
internal sealed class HopAccount
{
    private readonly HopInput _input;
    private readonly DateTimeOffset _began;
    private DateTimeOffset _ended;
    private string? _agent;
    private int _attempts;
    private HopStatus _status;

    public HopAccount(IReadOnlyList<HistoryEvent> events)
    {
        _input = Wire.Deserialize<HopInput>(((ExecutionStarted)events[0]).Input!)!;
        _began = events.OfType<OrchestratorStarted>().First().At;
        var asked = events.OfType<TaskScheduled>().ToDictionary(task => task.TaskId, task => task.Name);
        foreach (var recorded in events)
        {
            switch (recorded)
            {
                case OrchestratorStarted turn:
                    _ended = turn.At;
                    break;
                case TaskCompleted { Result: { } result } done when asked[done.TaskId] == TaskNames.RouteHop:
                    _agent = Wire.Deserialize<RouteOutcome>(result)!.Decision.AgentId;
                    break;
                case TaskCompleted done when asked[done.TaskId] == TaskNames.RunStep:
                    _attempts++;
                    break;
                case SubOrchestrationInstanceCompleted { Result: { } result }:
                    Outcome = Wire.Deserialize<ApprovalOutcome>(result)!;
                    break;
                case ExecutionCompleted { Result: { } result }:
                    _status = Wire.Deserialize<HopResult>(result)!.Status;
                    break;
            }
        }
    }

    public HopDefinition Hop => _input.Hop;

    public ApprovalOutcome? Outcome { get; private set; }

    public decimal Delay => Minutes(Outcome?.HumanDelay ?? TimeSpan.Zero);

    public decimal Actual => Minutes(_ended - _began) - Delay;

    public DateTimeOffset EndedAt => _ended;

    public TaskLog Log() => new(_input.RunId, _input.MissionId, Hop.Id, _agent, (_status, Outcome) switch
    {
        (HopStatus.Rejected, _) => "rejected",
        (HopStatus.Completed, { }) => "approved",
        _ => "completed",
    })
    {
        ActualDurationMinutes = Actual,
        HumanDelayMinutes = Delay,
        HumanApprovalRequired = Hop.RequiresHumanApproval,
        Attempts = _attempts,
        StartedAt = _began,
        EndedAt = _ended,
        Decision = Outcome is null ? null : Outcome.Decision!.Approved ? TaskDecision.Approved : TaskDecision.Rejected,
        EstimatedDurationMinutes = Hop.EstimatedDurationMinutes,
        Origin = TelemetryOrigin.Own,
    };

    private static decimal Minutes(TimeSpan time) => time.Ticks / (decimal)TimeSpan.TicksPerMinute;
}

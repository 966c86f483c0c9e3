using MissionControl.Approvals;
using MissionControl.Telemetry;

namespace MissionControl.Hops;

/// <summary>Keeps count of a round: its time at work, the time of people, what they decided. A round that a retry goes on with is counted on.</summary>
internal sealed class RoundClock
{
    private readonly HopRoundFigures? _before;
    private readonly DateTimeOffset _startedAt;
    private TimeSpan _delay;
    private TaskDecision? _decision;
    private int _escalations;

    /// <param name="before">The round as an earlier execution left it; null when it begins.</param>
    public RoundClock(DateTimeOffset startedAt, HopRoundFigures? before = null)
    {
        (_startedAt, _before) = (startedAt, before);
        _decision = before?.Decision;
        _escalations = before?.Escalations ?? 0;
    }

    public void Count(ApprovalOutcome outcome)
    {
        _delay += outcome.HumanDelay;
        _escalations += outcome.Escalations ?? 0;
        var decided = outcome switch
        {
            { Status: ApprovalStatus.Cancelled } => (TaskDecision?)null,
            { Decision: { By: not ApprovalDecision.Timeout, Approved: var approved } } => approved ? TaskDecision.Approved : TaskDecision.Rejected,
            _ => TaskDecision.TimedOut,
        };

        // What a person said counts more than a deadline that passed, and a no more than a yes.
        _decision = (_decision, decided) switch
        {
            (_, null) => _decision,
            (TaskDecision.Rejected, _) or (_, TaskDecision.Rejected) => TaskDecision.Rejected,
            (TaskDecision.Approved, _) or (_, TaskDecision.Approved) => TaskDecision.Approved,
            _ => TaskDecision.TimedOut,
        };
    }

    /// <summary>Minutes at work so far.</summary>
    public decimal Worked(DateTimeOffset now) => Minutes(now - _startedAt - _delay) + (_before?.ActualDurationMinutes ?? 0);

    public HopRoundFigures Tell(DateTimeOffset now) => new(_before?.StartedAt ?? _startedAt, Worked(now), Minutes(_delay) + (_before?.HumanDelayMinutes ?? 0))
    {
        Decision = _decision,
        Escalations = _escalations == 0 ? null : _escalations,
    };

    internal static decimal Minutes(TimeSpan time) => Math.Round(Math.Max(0, time.Ticks) / (decimal)TimeSpan.TicksPerMinute, 6, MidpointRounding.AwayFromZero);
}

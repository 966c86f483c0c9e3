using MissionControl.Runtime;

namespace MissionControl.Risk;

/// <summary>What a person does about a risk event: say that they know of it, or close it. The first who closes it does.</summary>
/// <param name="Close">False: acknowledge.</param>
/// <param name="Reason">Needed to close.</param>
public sealed record RiskDecision(string EventId, bool Close, string By, string? Reason)
{
    /// <summary>The same again changes nothing.</summary>
    public async Task<RiskDecisionResult> ApplyAsync(RiskStore risks, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Close && string.IsNullOrWhiteSpace(Reason))
        {
            throw new ArgumentException("Closing a risk event needs a reason.");
        }

        if (await risks.FindAsync(EventId, cancellationToken) is not { } found)
        {
            return new RiskDecisionResult(RiskAnswer.Unknown, null);
        }

        var at = clock.GetUtcNow();
        var changed = await risks.ChangeAsync(
            found.MissionId,
            found.RunId,
            events => [.. events.Where(risk => risk.EventId == EventId).Select(risk => (Before: risk, After: Decide(risk, at))).Where(risk => risk.Before != risk.After).Select(risk => risk.After)],
            cancellationToken);
        var now = await risks.FindAsync(EventId, cancellationToken);
        return new RiskDecisionResult(changed.Count > 0 ? RiskAnswer.Changed : AnswerOf(now), now);
    }

    private RiskEvent Decide(RiskEvent risk, DateTimeOffset at) => Close ? risk.Close(By, at, Reason!) : risk.Acknowledge(By, at, Reason);

    private RiskAnswer AnswerOf(RiskEvent? now) => now switch
    {
        null => RiskAnswer.Unknown,
        { IsOpen: false } when !Close || now.ClosedBy != By => RiskAnswer.Closed,
        _ => RiskAnswer.Repeated,
    };
}

/// <summary>What became of a decision about a risk event.</summary>
public enum RiskAnswer
{
    Changed,

    /// <summary>It was so before; nothing changed.</summary>
    Repeated,

    /// <summary>Somebody else, or the end of its cause, closed it before; nothing changed.</summary>
    Closed,

    /// <summary>There is no such event.</summary>
    Unknown,
}

/// <param name="Event">As it stands; null when unknown.</param>
public sealed record RiskDecisionResult(RiskAnswer Answer, RiskEvent? Event);

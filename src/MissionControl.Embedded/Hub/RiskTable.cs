using MissionControl.Risk;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Hub;

/// <summary>Risk events by id, and how many there are.</summary>
internal abstract class RiskTable
{
    public abstract RiskEvent? Find(string eventId);

    /// <param name="before">The event as it is; null when it is new.</param>
    public abstract void Put(RiskEvent? before, RiskEvent risk);

    /// <summary>Those of the run, and the open ones of the mission.</summary>
    /// <param name="missionId">Null: only those of the run.</param>
    /// <param name="runId">Null: only the open ones.</param>
    public abstract IReadOnlyList<RiskEvent> ListKnown(string? missionId, string? runId);

    /// <summary>Latest detection first, from the one after the place on.</summary>
    public abstract IReadOnlyList<RiskEvent> List(RiskQuery query, RiskPlace? after, int limit);

    public abstract IReadOnlyList<RiskEvent> ListOpen();

    public abstract RiskRollup Count();

    /// <summary>True when an event was raised in the run.</summary>
    public abstract bool IsFlagged(string runId);

    /// <summary>Puts the events in the place of those with their ids, and leaves word of what is open and high by that.</summary>
    public void Change(NoticeTable notices, IEnumerable<RiskEvent> changed)
    {
        foreach (var risk in changed)
        {
            var before = Find(risk.EventId);
            Put(before, risk);
            if (RiskNotification.Of(before, risk) is { } notice)
            {
                notices.Add(notice);
            }
        }
    }
}

/// <summary>An event's place among the others.</summary>
internal sealed record RiskPlace(DateTimeOffset? DetectedAt, string EventId)
{
    /// <summary>Latest first, those without a time last.</summary>
    public static int Compare(RiskPlace one, RiskPlace other) => (TicksOf(other.DetectedAt).CompareTo(TicksOf(one.DetectedAt)), string.CompareOrdinal(other.EventId, one.EventId)) switch
    {
        (0, var byId) => byId,
        (var byTime, _) => byTime,
    };

    /// <summary>Before every time when there is none.</summary>
    public static long TicksOf(DateTimeOffset? detectedAt) => detectedAt?.UtcTicks ?? -1;

    public static RiskPlace Of(RiskEvent risk) => new(risk.DetectedAt, risk.EventId);
}

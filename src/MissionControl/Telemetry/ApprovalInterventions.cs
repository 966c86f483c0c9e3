using MissionControl.Approvals;

namespace MissionControl.Telemetry;

/// <summary>What a change of an approval record counts for: a person's decision, and each level that it moved up.</summary>
public static class ApprovalInterventions
{
    /// <param name="at">When it changed.</param>
    public static IEnumerable<Intervention> Of(ApprovalRecord before, ApprovalRecord after, DateTimeOffset at)
    {
        for (var level = before.Level + 1; level <= after.Level; level++)
        {
            yield return Intervention.OfEscalation(after.ApprovalId, level, at, after.RunId, after.MissionId, after.Subject.HopId);
        }

        if (before.Decision is null && after.Decision is { By: not ApprovalDecision.Timeout } decision)
        {
            yield return Intervention.OfDecision(after.ApprovalId, decision.At, after.RunId, after.MissionId, after.Subject.HopId);
        }
    }
}

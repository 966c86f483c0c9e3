using MissionControl.Risk;
using MissionControl.Runtime;

namespace MissionControl.Telemetry;

/// <summary>Applies what happened in a run to the risk events that are kept of it.</summary>
internal static class RiskFacts
{
    /// <returns>Whether the run has, or had, any risk event, as far as somebody looked; null when no fact made anybody look.</returns>
    public static async Task<bool?> ApplyAsync(
        TelemetryPorts telemetry, string missionId, string runId, IReadOnlyCollection<RiskFact> facts, CancellationToken cancellationToken)
    {
        var limits = telemetry.Settings.Risk;
        var serious = facts.Where(fact => !RiskDetector.IsHarmless(fact, limits)).ToList();
        if (serious.Count == 0)
        {
            return null;
        }

        // Only what a KPI says is about other runs too: a mission with thousands of open events costs its next run nothing.
        var ofRunAlone = !serious.Exists(fact => fact is RunEnded { KpiValues.Count: > 0 });
        if (serious is [RunEnded] && await LookAsync(telemetry.Risks, missionId, runId, ofRunAlone, cancellationToken) is var found
            && RiskDetector.Apply(found, serious, limits).Count == 0)
        {
            return found.Any(risk => risk.RunId == runId);
        }

        var isFlagged = false;
        await telemetry.Risks.ChangeAsync(
            missionId,
            runId,
            known =>
            {
                var changed = RiskDetector.Apply(known, serious, limits);
                isFlagged = known.Concat(changed).Any(risk => risk.RunId == runId);
                return changed;
            },
            cancellationToken,
            ofRunAlone);
        return isFlagged;
    }

    /// <summary>Most runs end without anything to change: a look is less than a write.</summary>
    private static async Task<IReadOnlyList<RiskEvent>> LookAsync(RiskStore risks, string missionId, string runId, bool ofRunAlone, CancellationToken cancellationToken)
    {
        var own = await risks.ListAllAsync(new RiskQuery(RunId: runId), cancellationToken);
        var open = ofRunAlone ? [] : await risks.ListAllAsync(new RiskQuery(Open: true, MissionId: missionId), cancellationToken);
        return [.. own.Concat(open).DistinctBy(risk => risk.EventId)];
    }
}

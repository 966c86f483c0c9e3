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
            cancellationToken);
        return isFlagged;
    }
}

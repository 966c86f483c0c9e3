using MissionControl.Runtime;

namespace MissionControl.Portfolio;

/// <summary>Holds the portfolio as it stands against the thresholds of the executive triggers; no record that has ended is looked at.</summary>
public static class TriggerEvaluation
{
    /// <returns>What it changed.</returns>
    public static async Task<TriggerChange> RunAsync(TelemetryPorts telemetry, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var counts = await telemetry.Records.CountAsync(at, cancellationToken);
        var active = await telemetry.Records.ListActiveAsync(cancellationToken);
        var open = await telemetry.Risks.ListOpenAsync(cancellationToken);
        var rollup = new SnapshotComputation([], counts, active, open).At(at);
        var conditions = ExecutiveTriggers.Conditions(rollup, open.Count, counts.MonthCostUsd, telemetry.Settings);
        return await telemetry.Portfolio.ChangeTriggersAsync(known => ExecutiveTriggers.Evaluate(known, conditions, at), cancellationToken);
    }
}

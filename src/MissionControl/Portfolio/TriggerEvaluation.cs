using MissionControl.Runtime;

namespace MissionControl.Portfolio;

/// <summary>Holds the executive triggers of a hub against where it stands: each fires once and clears once, however often and wherever this runs.</summary>
public static class TriggerEvaluation
{
    /// <summary>Triggers that a late evaluation is held against.</summary>
    private const int MostKnown = 100;

    /// <summary>As things stand now, for the end of a run and the like: it looks at counts, open risks and active runs, and at no record that has ended.</summary>
    /// <param name="at">The time of the evaluation, which is now as far as the caller can tell.</param>
    /// <returns>What it changed.</returns>
    public static async Task<TriggerChange> RunAsync(TelemetryPorts telemetry, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var standing = await PortfolioStanding.ReadPresentAsync(telemetry, at, cancellationToken);
        return await RunAsync(telemetry, Conditions(telemetry, standing, standing.Snapshot([])), at, cancellationToken);
    }

    /// <summary>As things stood at a time, which may lie in the past: what a later evaluation has cleared is not fired again.</summary>
    /// <param name="rollup">The snapshot that counts for the time.</param>
    internal static async Task<TriggerChange> RunAsync(
        TelemetryPorts telemetry, PortfolioStanding standing, PortfolioSnapshot rollup, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var known = await telemetry.Portfolio.ListTriggerHistoryAsync(MostKnown, cancellationToken);
        var conditions = Conditions(telemetry, standing, rollup)
            .Where(condition => !known.Any(trigger => trigger.TriggerType == condition.TriggerType && trigger.ClearedAt > at))
            .ToList();
        return await RunAsync(telemetry, conditions, at, cancellationToken);
    }

    private static IReadOnlyList<TriggerCondition> Conditions(TelemetryPorts telemetry, PortfolioStanding standing, PortfolioSnapshot rollup) =>
        ExecutiveTriggers.Conditions(rollup, standing.Open.Count, standing.MonthCostUsd, telemetry.Settings);

    private static Task<TriggerChange> RunAsync(TelemetryPorts telemetry, IReadOnlyList<TriggerCondition> conditions, DateTimeOffset at, CancellationToken cancellationToken) =>
        telemetry.Portfolio.ChangeTriggersAsync(active => ExecutiveTriggers.Evaluate(active, conditions, at), cancellationToken);
}

using MissionControl.Runtime;

namespace MissionControl.Portfolio;

/// <summary>Holds the executive triggers of a hub against where it stands: each fires once and clears once, however often and wherever this runs.</summary>
public static class TriggerEvaluation
{
    /// <summary>Evaluations that a late one is held against.</summary>
    private const int MostKnown = 100;

    /// <summary>As things stand now, for the end of a run and the like: it looks at counts, open risks and active runs, and at no record that has ended.</summary>
    /// <param name="at">The time of the evaluation, which is now as far as the caller can tell.</param>
    public static async Task<TriggerChange> RunAsync(TelemetryPorts ports, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var standing = await PortfolioStanding.ReadPresentAsync(ports, at, cancellationToken);
        return await RunAsync(ports, standing, standing.Snapshot([]), at, cancellationToken);
    }

    /// <param name="rollup">The snapshot that counts for the time.</param>
    internal static async Task<TriggerChange> RunAsync(
        TelemetryPorts ports, PortfolioStanding standing, PortfolioSnapshot rollup, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // A late evaluation must not fire again what a later one has cleared.
        var known = await ports.Portfolio.ListTriggerHistoryAsync(MostKnown, cancellationToken);
        var conditions = ExecutiveTriggers.Conditions(rollup, standing.Open.Count, standing.MonthCostUsd, ports.Settings)
            .Where(condition => !known.Any(trigger => trigger.TriggerType == condition.TriggerType && trigger.ClearedAt > at))
            .ToList();
        return await ports.Portfolio.ChangeTriggersAsync(active => ExecutiveTriggers.Evaluate(active, conditions, at), cancellationToken);
    }
}

using MissionControl.Agents;

namespace MissionControl.Telemetry;

/// <summary>
/// Which statistics count for an agent. A statistics file is a baseline as of its date, and imported logs never replace it; what our own runs
/// show takes over once the agent has enough of their logs.
/// </summary>
public static class AgentStatistics
{
    /// <summary>Logs of our own runs from which an agent's own figures count.</summary>
    public const int DefaultMinSamples = 5;

    /// <summary>Baselines in their order, each replaced where own figures take over, then agents without a baseline by id.</summary>
    /// <param name="own">Tallies of own logs only.</param>
    public static IReadOnlyList<AgentStats> Effective(
        IReadOnlyList<AgentStats> baselines, IReadOnlyDictionary<string, AgentTally> own, int minSamples = DefaultMinSamples)
    {
        var known = baselines.Select(stats => stats.AgentId).ToHashSet(StringComparer.Ordinal);
        var effective = baselines.Select(stats => OwnStats(stats.AgentId, own, minSamples) ?? stats);
        var added = own.Keys.Where(id => !known.Contains(id)).Order(StringComparer.Ordinal).Select(id => OwnStats(id, own, minSamples)).OfType<AgentStats>();
        return [.. effective, .. added];
    }

    /// <summary>True when the agent's figures are those of our own runs.</summary>
    public static bool IsOwn(string agentId, IReadOnlyDictionary<string, AgentTally> own, int minSamples = DefaultMinSamples) =>
        OwnStats(agentId, own, minSamples) is not null;

    /// <summary>Tallies of the logs of our own runs, by agent.</summary>
    public static IReadOnlyDictionary<string, AgentTally> TallyOwn(IEnumerable<TaskLog> logs)
    {
        var tallies = new Dictionary<string, AgentTally>(StringComparer.Ordinal);
        foreach (var log in logs.Where(log => log is { Origin: TelemetryOrigin.Own, AgentId: not null }))
        {
            var one = AgentTally.Of(log);
            tallies[one.AgentId] = tallies.TryGetValue(one.AgentId, out var before) ? before.Plus(one) : one;
        }

        return tallies;
    }

    // An agent that only ever failed has no average; its baseline, if any, says more than an invented one.
    private static AgentStats? OwnStats(string agentId, IReadOnlyDictionary<string, AgentTally> own, int minSamples) =>
        own.TryGetValue(agentId, out var tally) && tally.Logs >= minSamples ? tally.Stats : null;
}

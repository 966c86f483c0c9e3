using System.Text.Json.Serialization;

namespace MissionControl.Risk;

/// <summary>How many risk events there are; those that became part of another count nowhere.</summary>
public sealed record RiskRollup(int TotalCount, int OpenCount, int ClosedCount)
{
    /// <summary>From bad to harmless, words of files last.</summary>
    public required IReadOnlyDictionary<string, int> BySeverity { get; init; }

    /// <summary>By name.</summary>
    public required IReadOnlyDictionary<string, int> ByRiskType { get; init; }

    /// <summary>By id.</summary>
    public required IReadOnlyDictionary<string, int> ByMissionId { get; init; }

    /// <summary>Sum of the weights: critical 4, high 3, medium 2, low and unknown 1.</summary>
    [JsonIgnore]
    public int Index { get; init; }

    /// <summary>The same of the open ones alone.</summary>
    [JsonIgnore]
    public int OpenIndex { get; init; }

    public static RiskRollup Of(IEnumerable<RiskEvent> events) =>
        OfCounts(events.Where(risk => !risk.IsReplaced).Select(risk => new RiskCount(risk.MissionId, risk.RiskType, risk.Severity, risk.IsOpen, 1)).ToList());

    /// <summary>The same of events that were counted already.</summary>
    public static RiskRollup OfCounts(IReadOnlyCollection<RiskCount> counts)
    {
        var total = counts.Sum(one => one.Count);
        var open = counts.Where(one => one.IsOpen).ToList();
        return new RiskRollup(total, open.Sum(one => one.Count), total - open.Sum(one => one.Count))
        {
            BySeverity = Sum(counts, one => one.Severity, Severity.Order),
            ByRiskType = Sum(counts, one => one.RiskType, _ => 0),
            ByMissionId = Sum(counts, one => one.MissionId, _ => 0),
            Index = counts.Sum(one => one.Count * Severity.Weight(one.Severity)),
            OpenIndex = open.Sum(one => one.Count * Severity.Weight(one.Severity)),
        };
    }

    private static Dictionary<string, int> Sum(IEnumerable<RiskCount> counts, Func<RiskCount, string> bucket, Func<string, int> order) =>
        new(counts.GroupBy(bucket, StringComparer.Ordinal)
            .OrderBy(group => order(group.Key)).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key, group.Sum(one => one.Count))));
}

/// <summary>How many events of a mission, type and severity are open, or closed. Those that became part of another are not counted.</summary>
public sealed record RiskCount(string MissionId, string RiskType, string Severity, bool IsOpen, int Count);

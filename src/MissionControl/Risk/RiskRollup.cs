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

    public static RiskRollup Of(IEnumerable<RiskEvent> events)
    {
        var counted = events.Where(risk => !risk.IsReplaced).ToList();
        var open = counted.Where(risk => risk.IsOpen).ToList();
        return new RiskRollup(counted.Count, open.Count, counted.Count - open.Count)
        {
            BySeverity = Count(counted, risk => risk.Severity, Severity.Order),
            ByRiskType = Count(counted, risk => risk.RiskType, _ => 0),
            ByMissionId = Count(counted, risk => risk.MissionId, _ => 0),
            Index = counted.Sum(risk => Severity.Weight(risk.Severity)),
            OpenIndex = open.Sum(risk => Severity.Weight(risk.Severity)),
        };
    }

    private static Dictionary<string, int> Count(List<RiskEvent> events, Func<RiskEvent, string> bucket, Func<string, int> order) =>
        new(events.GroupBy(bucket, StringComparer.Ordinal)
            .OrderBy(group => order(group.Key)).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key, group.Count())));
}

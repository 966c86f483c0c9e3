using System.Text.Json.Serialization;
using MissionControl.Missions;
using MissionControl.Telemetry;

namespace MissionControl.Portfolio;

/// <summary>Where one KPI of a mission stands: the value of its latest completed run, as that run's record holds it, never derived from anything else.</summary>
/// <param name="Actual">In the unit of the KPI's name; null when the record does not hold it.</param>
public sealed record KpiPerformance(
    string MissionId,
    string Kpi,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? Actual,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? Target,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? Baseline,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? ImprovementPct,
    KpiStatus Status)
{
    [JsonIgnore]
    public KpiDefinition Definition { get; init; } = new(Kpi);

    [JsonIgnore]
    public bool IsPrimary { get; init; }

    /// <summary>The run that the actual is from; null when the mission has no completed run.</summary>
    [JsonIgnore]
    public string? RunId { get; init; }

    /// <param name="latest">The mission's latest completed run by start time; null when it has none.</param>
    public static IReadOnlyList<KpiPerformance> Of(
        string missionId, IReadOnlyList<KpiDefinition> kpis, MissionRun? latest, decimal yellowPct = KpiRules.DefaultYellowPct)
    {
        var primary = KpiRules.Primary(kpis);
        return kpis.Select(kpi => Of(missionId, kpi, latest, yellowPct) with { IsPrimary = kpi == primary }).ToList();
    }

    private static KpiPerformance Of(string missionId, KpiDefinition kpi, MissionRun? latest, decimal yellowPct)
    {
        decimal? actual = latest is not null && latest.Kpis.TryGetValue(kpi.Name, out var value) ? value : null;
        return new KpiPerformance(
            missionId, kpi.Name, actual, kpi.Target, kpi.Baseline, KpiRules.ImprovementPct(kpi, actual), KpiRules.Status(kpi, actual, yellowPct))
        {
            Definition = kpi,
            RunId = latest?.RunId,
        };
    }
}

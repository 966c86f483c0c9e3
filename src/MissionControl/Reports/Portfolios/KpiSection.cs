using MissionControl.Missions;
using MissionControl.Portfolio;
using MissionControl.Reports.Documents;
using MissionControl.Reports.Writing;

namespace MissionControl.Reports.Portfolios;

/// <summary>Every KPI of every mission: what its latest completed run reached.</summary>
internal static class KpiSection
{
    public static ReportSection Of(PortfolioView view) => new("KPI performance",
    [
        Performance(view.Kpis),
        new Note($"Values of each mission's latest completed run. Green: target met; yellow: missed by up to {Say.Number(view.Settings.Risk.KpiYellowPct)} % of it; red: by more, or a limit broken. No data: the run's record does not hold it."),
    ]);

    internal static Table Performance(IReadOnlyList<KpiPerformance> kpis) => new(
        [new("Mission"), new("KPI"), new("Actual", true), new("Target", true), new("Baseline", true), new("Improvement", true), new("Status")],
        kpis.Select(kpi => (IReadOnlyList<Cell>)
        [
            kpi.MissionId, kpi.Kpi, Say.Number(kpi.Actual), Limits(kpi.Definition), Say.Number(kpi.Baseline), Say.Percent(kpi.ImprovementPct), Status(kpi.Status),
        ]).ToList(),
        "No mission has a KPI.");

    /// <summary>What is wanted, in a sentence's middle.</summary>
    internal static string Wanted(KpiDefinition kpi) => kpi switch
    {
        { Target: { } target } => $"the target is {Say.Number(target)}",
        { Max: { } max } => $"the most is {Say.Number(max)}",
        { Min: { } min } => $"the least is {Say.Number(min)}",
        _ => $"the floor is {Say.Number(kpi.Threshold)}",
    };

    internal static Cell Status(KpiStatus status) => status switch
    {
        KpiStatus.Green => new("green", Tone.Good),
        KpiStatus.Yellow => new("yellow", Tone.Warning),
        KpiStatus.Red => new("red", Tone.Bad),
        KpiStatus.NoTarget => new("no target", Tone.Quiet),
        _ => new("no data", Tone.Quiet),
    };

    private static string Limits(KpiDefinition kpi)
    {
        string?[] limits =
        [
            kpi.Target is { } target ? Say.Number(target) : null,
            kpi.Max is { } max ? $"≤ {Say.Number(max)}" : null,
            kpi.Min is { } min ? $"≥ {Say.Number(min)}" : null,
            kpi.Threshold is { } threshold ? $"≥ {Say.Number(threshold)}" : null,
        ];
        return limits.Any(limit => limit is not null) ? string.Join(", ", limits.OfType<string>()) : Say.Nothing;
    }
}

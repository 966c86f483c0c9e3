using MissionControl.Missions;
using MissionControl.Portfolio;
using MissionControl.Reports.Documents;
using MissionControl.Reports.Writing;

namespace MissionControl.Reports.Portfolios;

/// <summary>Every KPI of every mission: what its latest completed run reached.</summary>
internal static class KpiSection
{
    public static ReportSection Of(PortfolioView view)
    {
        var most = view.Settings.MissionRows;
        var isCut = view.Kpis.Count > most;
        var shown = isCut ? view.Kpis.OrderByDescending(kpi => kpi.Status).ThenByDescending(KpiRules.MissedPct).ThenBy(kpi => kpi.MissionId, StringComparer.Ordinal).Take(most).ToList() : view.Kpis;
        return new ReportSection("KPI performance",
        [
            .. isCut ? new ReportBlock[] { Distribution(view.Kpis), new Note($"The table shows the {most} KPIs furthest from what is wanted of {view.Kpis.Count}; the JSON form of this report holds all.") } : [],
            Performance(shown, MissionTitle.In(view)),
            new Note($"Values of each mission's latest completed run. Green: target met; yellow: missed by up to {Say.Number(view.Settings.Risk.KpiYellowPct)} % of it; red: by more, or a limit broken. No data: the run's record does not hold it."),
        ]);
    }

    /// <param name="titleOf">Mission id to what is written for it; null: there is one mission, and no column says so.</param>
    internal static Table Performance(IReadOnlyList<KpiPerformance> kpis, Func<string, string>? titleOf = null)
    {
        Column[] columns = [new("KPI"), Column.Number("Actual"), Column.Number("Target"), Column.Number("Baseline"), Column.Number("Improvement"), new("Status")];
        return new Table(
            titleOf is null ? columns : [Column.Name("Mission"), .. columns],
            kpis.Select(kpi => (IReadOnlyList<Cell>)
            [
                .. titleOf is null ? [] : new Cell[] { titleOf(kpi.MissionId) },
                kpi.Kpi, Say.Number(kpi.Actual), Limits(kpi.Definition), Say.Number(kpi.Baseline), Say.Percent(kpi.ImprovementPct), Status(kpi.Status),
            ]).ToList(),
            "No mission has a KPI.");
    }

    private static Tiles Distribution(IReadOnlyList<KpiPerformance> kpis) => new(
    [
        new("Red", Count(kpis, KpiStatus.Red), Tone: Tone.Bad),
        new("Yellow", Count(kpis, KpiStatus.Yellow), Tone: Tone.Warning),
        new("Green", Count(kpis, KpiStatus.Green), Tone: Tone.Good),
        new("No data or no target", Say.Number(kpis.Count(kpi => kpi.Status < KpiStatus.Green))),
    ]);

    private static string Count(IReadOnlyList<KpiPerformance> kpis, KpiStatus status) => Say.Number(kpis.Count(kpi => kpi.Status == status));

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

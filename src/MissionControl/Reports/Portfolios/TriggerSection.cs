using MissionControl.Portfolio;
using MissionControl.Reports.Documents;
using MissionControl.Reports.Writing;

namespace MissionControl.Reports.Portfolios;

/// <summary>The triggers as they stand against their thresholds, and what to do next.</summary>
internal static class TriggerSection
{
    public static ReportSection Of(PortfolioView view)
    {
        var steps = BoardWords.Steps(view);
        return new ReportSection("Triggers and next steps",
        [
            new Table(
                [new("Trigger"), Column.Number("Value"), Column.Number("Fires at"), new("State")],
                Conditions(view).Select(condition => (IReadOnlyList<Cell>)
                [
                    Name(condition), Say.Number(condition.Value), Say.Number(condition.Threshold), State(view, condition),
                ]).ToList()),
            new Note("Portfolio-wide. A trigger fires once when its value reaches the threshold and clears once when it falls below."),
            new Subheading("Next steps"),
            steps.Count == 0 ? new Paragraph("Nothing needs to be done.") : new Points(steps),
        ]);
    }

    private static IReadOnlyList<TriggerCondition> Conditions(PortfolioView view) => ExecutiveTriggers.Conditions(
        view.Rollup.Latest, view.Portfolio.RiskEvents.Count(risk => risk.IsOpen), view.MonthCostUsd, view.Settings);

    private static string Name(TriggerCondition condition) => condition.TriggerType switch
    {
        TriggerCondition.Escalations => "escalations in 24 hours",
        TriggerCondition.OpenRiskEvents => "open risk events",
        TriggerCondition.BudgetExceeded => "month's budget spent, %",
        _ => Say.Words(condition.TriggerType),
    };

    private static Cell State(PortfolioView view, TriggerCondition condition) =>
        view.Triggers.FirstOrDefault(trigger => trigger.TriggerType == condition.TriggerType) is { } active
            ? new Cell($"active since {Say.Time(active.FiredAt)}", Tone.Critical)
            : condition.Value is null ? new Cell("nothing to measure", Tone.Quiet) : new Cell("not active", Tone.Good);
}

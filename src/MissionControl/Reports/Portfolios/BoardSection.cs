using MissionControl.Portfolio;
using MissionControl.Reports.Documents;
using MissionControl.Reports.Writing;

namespace MissionControl.Reports.Portfolios;

/// <summary>The board's page: the verdict, six figures, what they mean and one ask.</summary>
internal static class BoardSection
{
    public static ReportSection Of(PortfolioView view) => new("Board summary",
    [
        new Banner(Verdicts.Word(view.Verdict), ToneOf(view.Verdict), Why(view)),
        Figures(view),
        new Paragraph(BoardWords.SoWhat(view), "So what"),
        new Paragraph(BoardWords.Ask(view), "One ask"),
    ]);

    internal static Tone ToneOf(Verdict verdict) => verdict switch
    {
        Verdict.High => Tone.Critical,
        Verdict.Medium => Tone.Warning,
        _ => Tone.Good,
    };

    private static string Why(PortfolioView view)
    {
        var high = view.Portfolio.RiskEvents.Count(risk => risk.IsOpenAndHigh);
        return view.Verdict switch
        {
            Verdict.High => $"Portfolio risk is high: {string.Join(" ", view.Triggers.Select(trigger => trigger.Message))}",
            Verdict.Medium => $"Portfolio risk is medium: {Say.Count(view.Rollup.Latest.MissionsAtRisk, "mission is", "missions are")} at risk, {Say.Count(high, "high risk is", "high risks are")} open.",
            _ => "Portfolio risk is low: no trigger is active, no mission is at risk, no high risk is open.",
        };
    }

    private static Tiles Figures(PortfolioView view)
    {
        var latest = view.Rollup.Latest;
        var deltas = view.Rollup.Deltas;
        return new Tiles(
        [
            new("Risk index", Say.Number(view.Risk.Index), $"open events: {view.Risk.OpenIndex}", view.Risk.OpenIndex > 0 ? Tone.Warning : Tone.Plain),
            new("Missions at risk", Say.Number(latest.MissionsAtRisk), Since(deltas?.MissionsAtRisk, view), latest.MissionsAtRisk > 0 ? Tone.Bad : Tone.Good),
            new("Completed runs", Say.Number(latest.CompletedRuns), Since(deltas?.CompletedRuns, view)),
            new("Average KPI improvement", Say.PlainPercent(latest.AvgKpiImprovementPct), Since(deltas?.AvgKpiImprovementPct, view)),
            new("Escalations in 24 hours", Say.Number(latest.EscalationsLast24h), Since(deltas?.EscalationsLast24h, view)),
            new("Open risks", Say.Number(view.Risk.OpenCount), $"of {view.Risk.TotalCount}", view.Risk.OpenCount > 0 ? Tone.Warning : Tone.Good),
        ]);
    }

    private static string? Since(decimal? delta, PortfolioView view) =>
        delta is null ? null : $"{Say.Signed(delta)} since {Say.Day(view.Rollup.Previous!.SnapshotDate)}";
}

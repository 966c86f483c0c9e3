using MissionControl.Portfolio;
using MissionControl.Reports.Documents;
using MissionControl.Reports.Writing;
using MissionControl.Risk;

namespace MissionControl.Reports.Portfolios;

/// <summary>How many risks, of which kinds, and the latest of them.</summary>
internal static class RiskSection
{
    public static ReportSection Of(PortfolioView view) => new("Risk and governance",
    [
        new Tiles(
        [
            new("Risk events", Say.Number(view.Risk.TotalCount)),
            new("Open", Say.Number(view.Risk.OpenCount), Tone: view.Risk.OpenCount > 0 ? Tone.Warning : Tone.Good),
            new("Closed", Say.Number(view.Risk.ClosedCount)),
            new("Risk index", Say.Number(view.Risk.Index), $"open events alone: {view.Risk.OpenIndex}"),
        ]),
        .. RiskTimeline.Of(view.Records.RiskEvents) is { } drawing ? new ReportBlock[] { new Drawings([drawing]) } : [],
        new SideBySide(
        [
            ("By severity", Counts("Severity", view.Risk.BySeverity)),
            ("By type", Counts("Type", view.Risk.ByRiskType)),
            ("By mission", Counts("Mission", view.Risk.ByMissionId)),
        ]),
        new Subheading($"The {view.Settings.RecentRiskEvents} most recent"),
        Recent(view),
        new Note("Weights: critical 4, high 3, medium 2, low and others 1. Events that became part of another are listed and count nowhere."),
    ]);

    internal static Cell SeverityCell(string severity) => new(
        severity,
        severity switch
        {
            Severity.Critical => Tone.Critical,
            Severity.High => Tone.Bad,
            Severity.Medium => Tone.Warning,
            _ => Tone.Quiet,
        });

    private static Table Counts(string name, IReadOnlyDictionary<string, int> counts)
    {
        const int Most = 20;
        var rows = counts.Take(Most).Select(one => (IReadOnlyList<Cell>)[Say.Words(one.Key), Say.Number(one.Value)]).ToList();
        if (counts.Count > Most)
        {
            rows.Add([$"{counts.Count - Most} more", Say.Number(counts.Skip(Most).Sum(one => one.Value))]);
        }

        return new Table([new(name), new("Events", true)], rows, "No risk was detected.");
    }

    private static Table Recent(PortfolioView view) => new(
        [new("Detected", IsTime: true), new("Event"), new("Mission"), new("Task"), new("Type"), new("Severity"), new("Status"), new("What happened")],
        view.Records.RiskEvents.OrderByDescending(risk => risk.DetectedAt).ThenByDescending(risk => risk.EventId, StringComparer.Ordinal)
            .Take(view.Settings.RecentRiskEvents)
            .Select(risk => (IReadOnlyList<Cell>)
            [
                Say.Time(risk.DetectedAt), risk.EventId, risk.MissionId, risk.TaskId, Say.Words(risk.RiskType), SeverityCell(risk.Severity),
                new Cell(risk.IsReplaced ? "replaced" : risk.Status, risk.IsOpen ? Tone.Warning : Tone.Plain), risk.Description,
            ]).ToList(),
        "No risk was detected.");
}

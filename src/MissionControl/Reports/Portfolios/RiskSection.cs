using MissionControl.Portfolio;
using MissionControl.Reports.Documents;
using MissionControl.Reports.Drawing;
using MissionControl.Reports.Writing;
using MissionControl.Risk;

namespace MissionControl.Reports.Portfolios;

/// <summary>How many risks, of which kinds, and the latest of them.</summary>
internal static class RiskSection
{
    private const int Most = 12;
    private const int MostTypes = 6;

    public static ReportSection Of(PortfolioView view) => new("Risk and governance",
    [
        new Tiles(
        [
            new("Risk events", Say.Number(view.Risk.TotalCount)),
            new("Open", Say.Number(view.Risk.OpenCount), Tone: view.Risk.OpenCount > 0 ? Tone.Warning : Tone.Good),
            new("Closed", Say.Number(view.Risk.ClosedCount)),
            new("Risk index", Say.Number(view.Risk.Index), $"open events: {view.Risk.OpenIndex}"),
        ]),
        .. Charts(view),
        new SideBySide(
        [
            ("By severity", Counts("Severity", view.Risk.BySeverity.Select(one => (one.Key, one.Value)).ToList())),
            ("By type", Counts("Type", MostFirst(view.Risk.ByRiskType, Say.Words))),
            ("By mission", Counts("Mission", MostFirst(view.Risk.ByMissionId, MissionTitle.In(view)))),
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

    private static List<(string Name, int Count)> MostFirst(IReadOnlyDictionary<string, int> counts, Func<string, string> name) =>
        counts.OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).Select(one => (name(one.Key), one.Value)).ToList();

    private static Table Counts(string name, List<(string Name, int Count)> counts)
    {
        var rows = counts.Take(Most).Select(one => (IReadOnlyList<Cell>)[one.Name, Say.Number(one.Count)]).ToList();
        if (counts.Count > Most)
        {
            rows.Add([$"{counts.Count - Most} more", Say.Number(counts.Skip(Most).Sum(one => one.Count))]);
        }

        return new Table([Column.Name(name), Column.Number("Events")], rows, "No risk was detected.");
    }

    /// <summary>When risks were detected, and of which kinds they were.</summary>
    private static IEnumerable<ReportBlock> Charts(PortfolioView view)
    {
        if (RiskTimeline.Of(view.Records.RiskEvents) is { } timeline)
        {
            var severities = view.Risk.BySeverity.Keys.OrderByDescending(Severity.Order).ThenBy(word => word, StringComparer.Ordinal).ToList();
            var types = view.Records.RiskEvents.Where(risk => !risk.IsReplaced).GroupBy(risk => risk.RiskType, StringComparer.Ordinal)
                .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MostTypes)
                .Select(group => new Bar(Say.Words(group.Key), severities.Select(word => new BarPart(word, group.Count(risk => risk.Severity == word), RiskTimeline.ToneOf(word))).ToList()))
                .ToList();
            yield return new Drawings([timeline, BarChart.Draw("risk-types", "Risk events by type", types, standsAlone: false, drawTitle: true, width: Svg.HalfWidth)]);
        }
    }

    private static Table Recent(PortfolioView view) => new(
        [Column.Time("Detected"), Column.Id("Event"), Column.Id("Mission"), Column.Id("Task"), new("Type"), new("Severity"), new("Status"), Column.Name("What happened")],
        view.Records.RiskEvents.OrderByDescending(risk => risk.DetectedAt).ThenByDescending(risk => risk.EventId, StringComparer.Ordinal)
            .Take(view.Settings.RecentRiskEvents)
            .Select(risk => (IReadOnlyList<Cell>)
            [
                Say.Time(risk.DetectedAt), risk.EventId, risk.MissionId, risk.TaskId, Say.Words(risk.RiskType), SeverityCell(risk.Severity),
                new Cell(risk.IsReplaced ? "replaced" : risk.Status, risk.IsOpen ? Tone.Warning : Tone.Plain), risk.Description,
            ]).ToList(),
        "No risk was detected.");
}

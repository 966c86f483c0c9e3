using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Portfolio;
using MissionControl.Reports.Documents;
using MissionControl.Reports.Portfolios;
using MissionControl.Reports.Writing;
using MissionControl.Risk;
using MissionControl.Telemetry;

namespace MissionControl.Reports.Missions;

/// <summary>The report on one run as a document: the same run gives the same report, in every format.</summary>
public static class MissionReport
{
    public static ReportDocument Of(MissionReportSource source)
    {
        var run = source.Run;
        return new ReportDocument($"Mission report: {run.MissionName ?? source.Definition?.Name ?? run.MissionId}")
        {
            Subtitle = $"Run {run.RunId} of mission {run.MissionId}, as of {Say.Time(source.Now)} UTC.",
            Sections =
            [
                Summary(source),
                .. Goal(source.Definition),
                PlanSection.Of(run),
                ApprovalSection.Of(source),
                .. Kpis(source),
                .. Risks(source.RiskEvents),
                Outputs(run),
                .. Errors(run),
            ],
            Footer = "All times are UTC. A dash stands where nothing is known.",
        };
    }

    public static string Markdown(ReportDocument report) => MarkdownWriter.Write(report);

    public static string Html(ReportDocument report) => HtmlWriter.Write(report);

    private static ReportSection Summary(MissionReportSource source)
    {
        var run = source.Run;
        var done = run.Hops.Count(hop => hop.Result.Status == HopStatus.Completed);
        var elapsed = run.CreatedAt is { } start ? ((run.CompletedAt ?? source.Now) - start).Ticks / (decimal)TimeSpan.TicksPerMinute : (decimal?)null;
        var delay = source.Telemetry?.HumanDelayMinutes ?? (run.Hops.Count == 0 ? null : run.Hops.Sum(hop => hop.Result.HumanDelayMinutes));
        return new ReportSection("Summary",
        [
            new Banner(Say.Words(Wire.Word(run.Status)), ToneOf(run.Status), Sentence(run)),
            new Tiles(
            [
                new("Hops completed", $"{done} of {run.Hops.Count}"),
                new("Elapsed", Say.Lasted(elapsed is < 0 ? 0 : elapsed), $"started {Say.Time(run.CreatedAt)}"),
                new("People took", Say.Lasted(delay)),
                new("Cost", Say.Usd(Cost(source)?.Usd)),
                .. source.RiskEvents is { } risks ? new Tile[] { new("Open risks", Say.Number(risks.Count(risk => risk.IsOpen)), $"of {risks.Count(risk => !risk.IsReplaced)}") } : [],
            ]),
        ]);
    }

    private static string Sentence(RunView run) => run.Status switch
    {
        RunStatus.AwaitingApproval => $"The run waits for {Say.Count(run.Awaiting.Count, "decision", "decisions")}.",
        _ when run.Errors is [var error, ..] => error.Message,
        RunStatus.Completed => $"Every declared output exists: {Say.Count(run.Outputs.Count, "output", "outputs")}.",
        _ => $"The run is {Say.Words(Wire.Word(run.Status))}.",
    };

    private static Cost? Cost(MissionReportSource source)
    {
        var steps = source.Run.Hops.SelectMany(hop => hop.Result.Steps).Select(step => step.Cost).Where(cost => cost is not null)
            .Select(cost => new Cost { StepsUsd = cost!.Usd, TokensIn = cost.TokensIn, TokensOut = cost.TokensOut }).ToList();
        return source.Telemetry?.Cost ?? (steps.Count == 0 ? null : steps.Aggregate((sum, cost) => sum + cost));
    }

    private static Tone ToneOf(RunStatus status) => status switch
    {
        RunStatus.Completed => Tone.Good,
        RunStatus.Failed or RunStatus.Rejected => Tone.Bad,
        RunStatus.Terminated => Tone.Quiet,
        _ => Tone.Warning,
    };

    private static IEnumerable<ReportSection> Goal(MissionDefinition? definition)
    {
        if (definition is not null && (definition.Goal ?? definition.Description) is { } goal)
        {
            ReportBlock[] criteria = definition.SuccessCriteria.Count > 0 ? [new Subheading("Success criteria"), new Points(definition.SuccessCriteria)] : [];
            yield return new ReportSection("Goal", [new Paragraph(goal), .. criteria]);
        }
    }

    private static IEnumerable<ReportSection> Kpis(MissionReportSource source)
    {
        if (source.Definition is { Kpis.Count: > 0 } definition)
        {
            yield return new ReportSection("KPIs",
                [KpiSection.Performance(KpiPerformance.Of(definition.MissionId, definition.Kpis, source.Telemetry, source.Settings.Risk.KpiYellowPct))]);
        }
    }

    private static IEnumerable<ReportSection> Risks(IReadOnlyList<RiskEvent>? risks)
    {
        if (risks is null)
        {
            yield break;
        }

        yield return new ReportSection("Risks",
        [
            new Table(
                [Column.Time("Detected"), new("Type"), new("Task"), new("Severity"), new("Status"), Column.Name("What happened"), new("Closed")],
                risks.OrderBy(risk => risk.DetectedAt).ThenBy(risk => risk.EventId, StringComparer.Ordinal).Select(risk => (IReadOnlyList<Cell>)
                [
                    Say.Time(risk.DetectedAt), Say.Words(risk.RiskType), risk.TaskId, RiskSection.SeverityCell(risk.Severity),
                    new Cell(risk.IsReplaced ? "replaced" : risk.Status, risk.IsOpen ? Tone.Warning : Tone.Plain), risk.Description,
                    risk.ClosedAt is null ? Say.Nothing : $"{Say.Time(risk.ClosedAt)} by {risk.ClosedBy ?? "somebody"}: {risk.Reason}",
                ]).ToList(),
                "No risk was detected."),
        ]);
    }

    private static ReportSection Outputs(RunView run) => new("Outputs",
    [
        new Table(
            [new("Output"), new("Type"), Column.Number("Bytes"), new("SHA-256")],
            run.Outputs.Select(output => (IReadOnlyList<Cell>)
                [output.Key, output.Value.Type.ToString(), Say.Number(output.Value.Size), output.Value.Sha256.Length > 16 ? $"{output.Value.Sha256[..16]}…" : output.Value.Sha256]).ToList(),
            "There is no output yet."),
    ]);

    private static IEnumerable<ReportSection> Errors(RunView run)
    {
        if (run.Errors.Count > 0)
        {
            yield return new ReportSection("Errors",
            [
                new Table(
                    [new("Kind"), new("Hop"), new("Step"), Column.Number("Attempt"), Column.Name("Message")],
                    run.Errors.Select(error => (IReadOnlyList<Cell>)
                        [Say.Words(error.ErrorType), error.HopId, error.StepId, Say.Number(error.Attempt), error.Message]).ToList()),
            ]);
        }
    }
}

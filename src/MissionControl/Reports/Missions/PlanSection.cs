using MissionControl.Agents;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Reports.Documents;
using MissionControl.Reports.Writing;
using MissionControl.Steps;

namespace MissionControl.Reports.Missions;

/// <summary>The plan as it ran: hops, who did them and why, and their steps.</summary>
internal static class PlanSection
{
    public static ReportSection Of(RunView run) => new("Plan as it ran",
    [
        new Table(
            [Column.Name("Hop"), new("Status"), new("Agent"), Column.Time("Started"), Column.Number("Round"), Column.Number("Work"), Column.Number("Estimate"), Column.Number("Human delay"), Column.Number("Attempts")],
            run.Hops.Select(Hop).ToList(),
            "The plan does not stand yet."),
        .. Resolutions(run),
        .. Agents(run),
        .. Steps(run),
    ]);

    private static IReadOnlyList<Cell> Hop(HopView hop)
    {
        var began = hop.Result.StartedAt is not null;
        return
        [
            hop.Title == hop.Id ? hop.Id : $"{hop.Title} ({hop.Id})",
            StatusCell(hop.Result.Status),
            hop.Result.AgentId,
            Say.Time(hop.Result.StartedAt),
            Say.Number(hop.Result.Round),
            began ? Say.Lasted(hop.Result.ActualDurationMinutes) : Say.Nothing,
            Say.Lasted(hop.Plan.Definition.EstimatedDurationMinutes),
            began ? Say.Lasted(hop.Result.HumanDelayMinutes) : Say.Nothing,
            Say.Number(hop.Result.Attempts),
        ];
    }

    private static Cell StatusCell(HopStatus status) => new(Say.Words(Wire.Word(status)), status switch
    {
        HopStatus.Completed => Tone.Good,
        HopStatus.Failed or HopStatus.Rejected => Tone.Bad,
        HopStatus.Running or HopStatus.AwaitingApproval => Tone.Warning,
        _ => Tone.Quiet,
    });

    /// <summary>Hops whose steps nobody wrote.</summary>
    private static IEnumerable<ReportBlock> Resolutions(RunView run)
    {
        var resolved = run.Hops.Where(hop => hop.Plan.Resolution is not null).ToList();
        if (resolved.Count > 0)
        {
            yield return new Subheading("How the steps were found");
            yield return new Table([new("Hop"), Column.Name("Resolution")], resolved.Select(hop => (IReadOnlyList<Cell>)[hop.Id, hop.Plan.Resolution]).ToList());
        }
    }

    private static IEnumerable<ReportBlock> Agents(RunView run)
    {
        var routed = run.Hops.Where(hop => hop.Result.Routing is not null).ToList();
        if (routed.Count > 0)
        {
            yield return new Subheading("Why these agents");
            yield return new Table(
                [new("Hop"), new("Agent"), new("Strategy"), Column.Name("Considered")],
                routed.Select(hop => (IReadOnlyList<Cell>)
                [
                    hop.Id, hop.Result.Routing!.AgentId ?? "nobody", Say.Words(Wire.Word(hop.Result.Routing.Strategy)),
                    string.Join(", ", hop.Result.Routing.Candidates.Select(Considered)),
                ]).ToList());
        }
    }

    private static string Considered(RoutingCandidate candidate) => candidate switch
    {
        { Reason: { } reason } => $"{candidate.AgentId}: {reason}",
        { Score: { } score } => $"{candidate.AgentId} {Say.Fixed(score, 4)}",
        _ => candidate.AgentId,
    };

    private static IEnumerable<ReportBlock> Steps(RunView run)
    {
        var steps = run.Hops.SelectMany(hop => hop.Result.Steps.Select(step => (Hop: hop.Id, Step: step))).ToList();
        if (steps.Count > 0)
        {
            yield return new Subheading("Steps");
            yield return new Table(
                [new("Hop"), new("Step"), new("Tool"), new("Status"), Column.Number("Attempts"), Column.Number("Took"), Column.Number("Cost")],
                steps.Select(one => (IReadOnlyList<Cell>)
                [
                    one.Hop, one.Step.Id, one.Step.ToolName, StepCell(one.Step.Status), Say.Number(one.Step.Attempts), Took(one.Step), Say.Usd(one.Step.Cost?.Usd),
                ]).ToList());
        }
    }

    private static Cell StepCell(StepStatus status) => new(Say.Words(Wire.Word(status)), status switch
    {
        StepStatus.Completed => Tone.Good,
        StepStatus.Failed => Tone.Bad,
        _ => Tone.Quiet,
    });

    private static string Took(StepResult step) => step is { StartedAt: { } start, CompletedAt: { } end } && end >= start
        ? Say.Lasted((end - start).Ticks / (decimal)TimeSpan.TicksPerMinute)
        : Say.Nothing;
}

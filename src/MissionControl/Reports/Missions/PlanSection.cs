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
            [new("Hop"), new("Status"), new("Agent"), new("Round", true), new("Work", true), new("Estimate", true), new("Human delay", true), new("Attempts", true)],
            run.Hops.Select(Hop).ToList(),
            "The plan does not stand yet."),
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
            Say.Number(hop.Result.Round),
            began ? Say.Minutes(hop.Result.ActualDurationMinutes) : Say.Nothing,
            Say.Minutes(hop.Plan.Definition.EstimatedDurationMinutes),
            began ? Say.Minutes(hop.Result.HumanDelayMinutes) : Say.Nothing,
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

    private static IEnumerable<ReportBlock> Agents(RunView run)
    {
        var routed = run.Hops.Where(hop => hop.Result.Routing is not null).ToList();
        if (routed.Count > 0)
        {
            yield return new Subheading("Why these agents");
            yield return new Table(
                [new("Hop"), new("Agent"), new("Strategy"), new("Considered")],
                routed.Select(hop => (IReadOnlyList<Cell>)
                [
                    hop.Id, hop.Result.Routing!.AgentId ?? "nobody", Say.Words(Wire.Word(hop.Result.Routing.Strategy)),
                    string.Join(", ", hop.Result.Routing.Candidates.Select(one => $"{one.AgentId} {(one.Score is { } score ? Say.Fixed(score, 4) : one.Reason)}")),
                ]).ToList());
        }
    }

    private static IEnumerable<ReportBlock> Steps(RunView run)
    {
        var steps = run.Hops.SelectMany(hop => hop.Result.Steps.Select(step => (Hop: hop.Id, Step: step))).ToList();
        if (steps.Count > 0)
        {
            yield return new Subheading("Steps");
            yield return new Table(
                [new("Hop"), new("Step"), new("Tool"), new("Status"), new("Attempts", true), new("Took", true), new("Cost", true)],
                steps.Select(one => (IReadOnlyList<Cell>)
                [
                    one.Hop, one.Step.Id, one.Step.ToolName, Say.Words(Wire.Word(one.Step.Status)), Say.Number(one.Step.Attempts), Took(one.Step), Say.Usd(one.Step.Cost?.Usd),
                ]).ToList());
        }
    }

    private static string Took(StepResult step) => step is { StartedAt: { } start, CompletedAt: { } end } && end >= start
        ? Say.Minutes((end - start).Ticks / (decimal)TimeSpan.TicksPerMinute)
        : Say.Nothing;
}

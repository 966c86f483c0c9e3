using MissionControl.Agents;
using MissionControl.Portfolio;
using MissionControl.Reports.Documents;
using MissionControl.Reports.Drawing;
using MissionControl.Reports.Writing;

namespace MissionControl.Reports.Portfolios;

/// <summary>What is known of each agent's work, and who would do each task now.</summary>
internal static class AgentSection
{
    private const int MostBars = 12;

    public static ReportSection Of(PortfolioView view) => new("Agent performance and routing",
    [
        .. Agents(view),
        .. Charts(view),
        new Subheading("Who would do each task now"),
        .. Routing(view),
        new Note(Meaning(view)),
    ]);

    private static IEnumerable<ReportBlock> Agents(PortfolioView view)
    {
        var names = view.Portfolio.Reference.Agents.DistinctBy(agent => agent.AgentId).ToDictionary(agent => agent.AgentId, StringComparer.Ordinal);
        var most = view.Settings.MissionRows;
        if (view.Statistics.Count > most)
        {
            yield return new Note($"Shown are the {most} agents with the lowest approval rates of {Say.Number(view.Statistics.Count)}; the JSON form of this report holds all.");
        }

        var shown = view.Statistics.Count > most ? view.Statistics.OrderBy(stats => stats.ApprovalRate).ThenBy(stats => stats.AgentId, StringComparer.Ordinal).Take(most) : view.Statistics;
        yield return new Table(
            [Column.Name("Agent"), new("Status"), Column.Number("Average work"), Column.Number("Approval"), Column.Number("Escalation"), Column.Number("Success"), Column.Number("Tasks"), new("Source")],
            shown.Select(stats => (IReadOnlyList<Cell>)
            [
                names.TryGetValue(stats.AgentId, out var agent) && agent.Name is { } name ? $"{name} ({stats.AgentId})" : stats.AgentId,
                agent is null ? "not registered" : agent.Status,
                Say.Minutes(stats.AvgTaskDurationMinutes), Share(stats.ApprovalRate), Share(stats.EscalationRate), Share(stats.SuccessRate), Say.Number(stats.TasksExecuted),
                view.OwnStatistics.Contains(stats.AgentId) ? "own runs" : $"file{(stats.LastUpdated is { } date ? $", {date}" : "")}",
            ]).ToList(),
            "There are no agent statistics.");
    }

    private static IEnumerable<ReportBlock> Routing(PortfolioView view)
    {
        var most = view.Settings.MissionRows;
        var isCut = view.Routing.Count > most;
        var shown = isCut ? view.Routing.OrderBy(row => Winner(row.Value)?.Score ?? decimal.MinValue).ThenBy(row => row.Key, StringComparer.Ordinal).Take(most) : view.Routing;
        var titleOf = MissionTitle.TasksIn(view);
        if (isCut)
        {
            yield return new Note($"Shown are the {most} tasks with the lowest scores of {Say.Number(view.Routing.Count)}, those that nobody can do first; the JSON form of this report holds all.");
        }

        yield return new Table(
            [Column.Name("Task"), new("Agent"), Column.Number("Score"), Column.Name("Others considered")],
            shown.Select(row => (IReadOnlyList<Cell>)
            [
                titleOf(row.Key), row.Value.AgentId is { } agent ? agent : new Cell("nobody", Tone.Bad), Say.Fixed(Winner(row.Value)?.Score, 4), Others(row.Value),
            ]).ToList(),
            "There are no tasks to route.");
    }

    private static RoutingCandidate? Winner(RoutingDecision decision) => decision.Candidates.FirstOrDefault(candidate => candidate.AgentId == decision.AgentId);

    private static string Others(RoutingDecision decision)
    {
        var others = decision.Candidates.Where(candidate => candidate.AgentId != decision.AgentId)
            .Select(candidate => candidate.Score is { } score ? $"{candidate.AgentId} {Say.Fixed(score, 4)}" : $"{candidate.AgentId}: {candidate.Reason}").ToList();
        return others.Count > 0 ? string.Join(", ", others) : Say.Nothing;
    }

    private static IEnumerable<ReportBlock> Charts(PortfolioView view)
    {
        if (view.Statistics.Count == 0)
        {
            yield break;
        }

        var points = view.Statistics.Select(stats => new ScatterPoint(stats.AgentId, stats.AvgTaskDurationMinutes, 100 * stats.ApprovalRate, stats.EscalationRate > 0 ? "warn" : "bar")).ToList();
        var longest = AgentScore.LongestDuration(view.Statistics);
        var scores = view.Statistics.Select(stats => (stats.AgentId, Score: AgentScore.Of(stats, longest, view.Settings.Routing)))
            .OrderByDescending(one => one.Score).ThenBy(one => one.AgentId, StringComparer.Ordinal).Take(MostBars)
            .Select(one => new Bar(one.AgentId, [new BarPart("", one.Score, "bar")])).ToList();
        yield return new Drawings(
        [
            ScatterChart.Draw("agents", "Agents: speed against approval", "average minutes of work per task", "approval, %", points, [("without escalations", "bar"), ("with escalations", "warn")]),
            BarChart.Draw("scores", scores.Count < view.Statistics.Count ? $"Scores for routing, the best {scores.Count}" : "Scores for routing", scores, standsAlone: false, drawTitle: true, width: Svg.HalfWidth),
        ]);
    }

    private static string Share(decimal? rate) => rate is { } share ? Say.PlainPercent(100 * share) : Say.Nothing;

    private static string Meaning(PortfolioView view)
    {
        var weights = view.Settings.Routing;
        return $"Portfolio-wide. Score = {Say.Number(weights.Approval)} × approval rate − {Say.Number(weights.Escalation)} × escalation rate − {Say.Number(weights.Duration)} × average minutes / "
            + $"{Say.Number(AgentScore.LongestDuration(view.Statistics))} (the longest average). An agent without statistics counts with rates 0 and {Say.Number(weights.UnknownDurationMinutes)} minutes. "
            + $"A statistics file is a baseline; own runs take over from {view.Settings.MinSamples} logs of an agent on.";
    }
}

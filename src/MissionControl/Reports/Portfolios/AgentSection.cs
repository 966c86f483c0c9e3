using MissionControl.Agents;
using MissionControl.Portfolio;
using MissionControl.Reports.Documents;
using MissionControl.Reports.Drawing;
using MissionControl.Reports.Writing;

namespace MissionControl.Reports.Portfolios;

/// <summary>What is known of each agent's work, and who would do each task now.</summary>
internal static class AgentSection
{
    private const int MostTasks = 300;

    public static ReportSection Of(PortfolioView view) => new("Agent performance and routing",
    [
        Agents(view),
        .. Scatter(view) is { } drawing ? new ReportBlock[] { new Drawings([drawing]) } : [],
        new Subheading("Who would do each task now"),
        Routing(view),
        new Note(Meaning(view)),
    ]);

    private static Table Agents(PortfolioView view)
    {
        var names = view.Portfolio.Reference.Agents.DistinctBy(agent => agent.AgentId).ToDictionary(agent => agent.AgentId, StringComparer.Ordinal);
        return new Table(
            [new("Agent"), new("Status"), new("Average work", true), new("Approval", true), new("Escalation", true), new("Success", true), new("Tasks", true), new("Source")],
            view.Statistics.Select(stats => (IReadOnlyList<Cell>)
            [
                names.TryGetValue(stats.AgentId, out var agent) && agent.Name is { } name ? $"{name} ({stats.AgentId})" : stats.AgentId,
                agent is null ? "not registered" : agent.Status,
                Say.Minutes(stats.AvgTaskDurationMinutes), Share(stats.ApprovalRate), Share(stats.EscalationRate), Share(stats.SuccessRate), Say.Number(stats.TasksExecuted),
                view.OwnStatistics.Contains(stats.AgentId) ? "own runs" : $"file{(stats.LastUpdated is { } date ? $", {date}" : "")}",
            ]).ToList(),
            "There are no agent statistics.");
    }

    private static Table Routing(PortfolioView view)
    {
        var rows = view.Routing.Take(MostTasks).Select(row => (IReadOnlyList<Cell>)
        [
            row.Key, row.Value.AgentId is { } agent ? agent : new Cell("nobody", Tone.Bad), Say.Fixed(Winner(row.Value)?.Score, 4), Others(row.Value),
        ]).ToList();
        if (view.Routing.Count > MostTasks)
        {
            rows.Add([$"{view.Routing.Count - MostTasks} more", "", "", ""]);
        }

        return new Table([new("Task"), new("Agent"), new("Score", true), new("Others considered")], rows, "There are no tasks to route.");
    }

    private static RoutingCandidate? Winner(RoutingDecision decision) => decision.Candidates.FirstOrDefault(candidate => candidate.AgentId == decision.AgentId);

    private static string Others(RoutingDecision decision)
    {
        var others = decision.Candidates.Where(candidate => candidate.AgentId != decision.AgentId)
            .Select(candidate => $"{candidate.AgentId} {(candidate.Score is { } score ? Say.Fixed(score, 4) : candidate.Reason)}").ToList();
        return others.Count > 0 ? string.Join(", ", others) : Say.Nothing;
    }

    private static SafeMarkup? Scatter(PortfolioView view)
    {
        var points = view.Statistics
            .Select(stats => new ScatterPoint(stats.AgentId, stats.AvgTaskDurationMinutes, stats.ApprovalRate, stats.EscalationRate > 0 ? "warn" : "bar")).ToList();
        return points.Count == 0 ? null : ScatterChart.Draw("agents", "Agents: speed against approval", "average minutes of work per task", "approval rate", points);
    }

    private static string Share(decimal? rate) => rate is { } share ? Say.PlainPercent(100 * share) : Say.Nothing;

    private static string Meaning(PortfolioView view)
    {
        var weights = view.Settings.Routing;
        return $"Portfolio-wide. Score = {Say.Number(weights.Approval)} × approval rate − {Say.Number(weights.Escalation)} × escalation rate − {Say.Number(weights.Duration)} × average minutes / "
            + $"{Say.Number(AgentScore.LongestDuration(view.Statistics))} (the longest average). An agent without statistics counts with rates 0 and {Say.Number(weights.UnknownDurationMinutes)} minutes. "
            + $"A statistics file is a baseline; own runs take over from {view.Settings.MinSamples} logs of an agent on. In the drawing, amber agents had escalations.";
    }
}

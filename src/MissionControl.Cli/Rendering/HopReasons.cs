using MissionControl.Agents;
using MissionControl.Cli.Terminals;
using MissionControl.Missions;

namespace MissionControl.Cli.Rendering;

/// <summary>Why a hop ran as it did: how its steps were found, who was considered for it and with which score.</summary>
internal static class HopReasons
{
    public static IEnumerable<string> Of(HopView hop)
    {
        if (hop.Plan.Resolution is { } resolution)
        {
            yield return $"resolved: {PlainText.Line(resolution)}";
        }

        if (hop.Result.Routing is not { } routing)
        {
            yield break;
        }

        yield return $"routed by {Wire.Word(routing.Strategy)}: {string.Join("; ", routing.Candidates.Select(candidate => Of(candidate, routing.AgentId)))}";
        if (hop.Result.AgentsUsed.Count > 1)
        {
            yield return $"agents used, in order: {PlainText.Line(string.Join(", ", hop.Result.AgentsUsed))}";
        }
    }

    private static string Of(RoutingCandidate candidate, string? winner)
    {
        var id = PlainText.Line(candidate.AgentId);
        var what = candidate.Reason is { } reason ? $"not chosen: {PlainText.Line(reason)}"
            : candidate.Score is { } score ? FormattableString.Invariant($"score {score:0.0000} by {Figures(candidate)}")
            : "eligible";
        return $"{id} {what}{(candidate.AgentId == winner ? " (chosen)" : "")}";
    }

    /// <summary>The statistics that the score was computed from.</summary>
    private static string Figures(RoutingCandidate candidate) => candidate.Stats is not { } stats
        ? "no statistics"
        : FormattableString.Invariant($"{stats.AvgTaskDurationMinutes:0.##} min, {100 * stats.ApprovalRate:0.#} % approved, {100 * stats.EscalationRate:0.#} % escalated")
            + (stats.TasksExecuted is { } tasks ? FormattableString.Invariant($" of {tasks} tasks") : "")
            + (candidate.ActiveHops > 0 ? FormattableString.Invariant($", {candidate.ActiveHops} in hand") : "");
}

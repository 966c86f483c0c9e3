using MissionControl.Telemetry;

namespace MissionControl.Hops;

/// <summary>The task log of a hop's round, from how the round ended.</summary>
internal static class HopLog
{
    /// <returns>Null when the round has not ended: it was stopped with its run, and a retry goes on with it.</returns>
    public static TaskLog? Of(string runId, string missionId, HopDefinition hop, HopResult result)
    {
        if (Outcome(result) is not { } outcome)
        {
            return null;
        }

        var round = result.LastRound;
        return new TaskLog(runId, missionId, hop.Id, result.AgentId, outcome)
        {
            ActualDurationMinutes = round?.ActualDurationMinutes ?? result.ActualDurationMinutes,
            HumanDelayMinutes = round?.HumanDelayMinutes ?? result.HumanDelayMinutes,
            HumanApprovalRequired = hop.RequiresHumanApproval || result.RoutedApproval is not null || (result.AgentSteps ?? hop.Steps).Any(step => step.RequiresHumanApproval),
            Round = result.Round,
            Attempts = result.Attempts,
            StartedAt = round?.StartedAt ?? result.StartedAt,
            EndedAt = result.CompletedAt,
            Decision = round?.Decision,
            Escalations = round?.Escalations ?? 0,
            EstimatedDurationMinutes = hop.EstimatedDurationMinutes,
            StepCosts = StepCosts(result),
            Cost = CostOf(result),
            Origin = TelemetryOrigin.Own,
        };
    }

    /// <summary>What happened in the round, whatever the mission makes of it: a failure that is skipped is a failure of its agent all the same.</summary>
    private static string? Outcome(HopResult result) => result switch
    {
        { Status: HopStatus.Completed, LastRound.Decision: TaskDecision.Approved } => "approved",
        { Status: HopStatus.Completed } => "completed",
        { Status: HopStatus.Skipped, StartedAt: null } => "skipped",
        { Status: HopStatus.Skipped or HopStatus.Failed or HopStatus.Rejected } =>
            result.Error?.ErrorType is HopErrors.Rejected or HopErrors.ApprovalExpired ? "rejected" : "failed",
        _ => null,
    };

    private static Dictionary<string, Cost>? StepCosts(HopResult result)
    {
        var costs = result.Steps.Where(step => step.Cost is not null)
            .ToDictionary(step => step.Id, step => new Cost { StepsUsd = step.Cost!.Usd, TokensIn = step.Cost.TokensIn, TokensOut = step.Cost.TokensOut });
        return costs.Count == 0 ? null : costs;
    }

    /// <summary>Steps and agent; people are priced where the log is written. Null when nothing has a price.</summary>
    private static Cost? CostOf(HopResult result)
    {
        var steps = StepCosts(result);
        var agent = result.Routing?.Candidates.FirstOrDefault(candidate => candidate.AgentId == result.AgentId)?.CostPerTaskUsd;
        return steps is null && agent is null
            ? null
            : (steps ?? []).Values.Aggregate(new Cost { AgentsUsd = agent ?? 0 }, (sum, cost) => sum + cost);
    }
}

namespace MissionControl.Portfolio;

/// <summary>A condition that executives want to hear of, since it became true.</summary>
public sealed record ExecutiveTrigger(string TriggerType, string Message, decimal Value, decimal Threshold, DateTimeOffset FiredAt)
{
    /// <summary>Null while it is active.</summary>
    public DateTimeOffset? ClearedAt { get; init; }
}

/// <summary>What one evaluation changed.</summary>
/// <param name="Active">Those whose condition holds now: the state to evaluate against next time.</param>
/// <param name="Fired">Became true just now: to be told once.</param>
/// <param name="Cleared">Became false just now: to be told once.</param>
public sealed record TriggerChange(
    IReadOnlyList<ExecutiveTrigger> Active, IReadOnlyList<ExecutiveTrigger> Fired, IReadOnlyList<ExecutiveTrigger> Cleared);

/// <summary>One condition as it stands.</summary>
/// <param name="Value">Null when there is nothing to measure: then it is not true.</param>
public sealed record TriggerCondition(string TriggerType, decimal? Value, decimal Threshold, string Message)
{
    public const string MissionsAtRisk = "missions_at_risk";
    public const string Escalations = "escalations_24h";
    public const string OpenRiskEvents = "risk_events_open";
    public const string BudgetExceeded = "budget_exceeded";

    public bool IsTrue => Value >= Threshold;
}

/// <summary>Fires a trigger once when its condition becomes true and clears it once when it becomes false; between, its value follows.</summary>
public static class ExecutiveTriggers
{
    /// <param name="active">What was active after the evaluation before. One that fired after the time stays as it is: an evaluation that comes late knows less.</param>
    public static TriggerChange Evaluate(IReadOnlyCollection<ExecutiveTrigger> active, IReadOnlyList<TriggerCondition> conditions, DateTimeOffset at)
    {
        var before = active.ToDictionary(trigger => trigger.TriggerType, StringComparer.Ordinal);
        var later = active.Where(trigger => trigger.FiredAt > at).ToList();
        var now = conditions.Where(condition => condition.IsTrue && later.TrueForAll(trigger => trigger.TriggerType != condition.TriggerType))
            .Select(condition => new ExecutiveTrigger(
                condition.TriggerType,
                condition.Message,
                condition.Value!.Value,
                condition.Threshold,
                before.TryGetValue(condition.TriggerType, out var since) ? since.FiredAt : at))
            .Concat(later)
            .ToList();
        return new TriggerChange(
            now,
            now.Where(trigger => !before.ContainsKey(trigger.TriggerType)).ToList(),
            active.Where(trigger => now.TrueForAll(one => one.TriggerType != trigger.TriggerType)).Select(trigger => trigger with { ClearedAt = at }).ToList());
    }

    /// <param name="rollup">Null: missions at risk and escalations are not known.</param>
    /// <param name="openEvents">Risk events that are not closed.</param>
    /// <param name="monthCostUsd">Cost of the current month; null when none is known.</param>
    public static IReadOnlyList<TriggerCondition> Conditions(PortfolioSnapshot? rollup, int openEvents, decimal? monthCostUsd, PortfolioSettings settings)
    {
        decimal? spent = monthCostUsd is { } cost && settings.PortfolioBudgetUsd is > 0 and { } budget ? Figure.Percent(cost, budget) : null;
        return
        [
            new(TriggerCondition.MissionsAtRisk, rollup?.MissionsAtRisk, settings.MissionsAtRiskCritical,
                Figure.Text($"{rollup?.MissionsAtRisk} missions are at risk (fires at {settings.MissionsAtRiskCritical}).")),
            new(TriggerCondition.Escalations, rollup?.EscalationsLast24h, settings.Escalations24hCritical,
                Figure.Text($"{rollup?.EscalationsLast24h} escalations in 24 hours (fires at {settings.Escalations24hCritical}).")),
            new(TriggerCondition.OpenRiskEvents, openEvents, settings.RiskEventsOpenCritical,
                Figure.Text($"{openEvents} risk events are open (fires at {settings.RiskEventsOpenCritical}).")),
            new(TriggerCondition.BudgetExceeded, spent, settings.BudgetCriticalPct,
                Figure.Text($"{spent} % of the month's budget is spent (fires at {settings.BudgetCriticalPct} %).")),
        ];
    }
}

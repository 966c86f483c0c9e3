using System.Globalization;
using MissionControl.Missions;
using MissionControl.Steps;

namespace MissionControl.Risk;

/// <summary>
/// Says what a fact changes in the risk events of its mission. It decides and does nothing else: the same events and the same fact give the same
/// changes, and a fact that was applied before gives none.
/// </summary>
public static class RiskDetector
{
    public const string Decided = "decided";
    public const string RunCompleted = "run_completed";
    public const string RetryCompleted = "retry_completed";
    public const string NextRunMeetsIt = "next_run_meets_it";

    private static readonly string[] EndWithTheRun = [RiskType.TaskOverrun, RiskType.SlaBreachRisk, RiskType.Rework];
    private static readonly string[] EndWithARetry = [RiskType.WorkflowFailure, RiskType.DataValidationFailure];

    /// <summary>Error types that say that an output did not fit.</summary>
    private static readonly string[] DataErrors = [StepErrors.InvalidOutput, StepErrors.MissingOutput];

    /// <summary>The same for facts of one run, one after the other.</summary>
    public static IReadOnlyList<RiskEvent> Apply(IEnumerable<RiskEvent> known, IReadOnlyList<RiskFact> facts, RiskThresholds thresholds)
    {
        var events = known.ToDictionary(risk => risk.EventId, StringComparer.Ordinal);
        var changed = new Dictionary<string, RiskEvent>(StringComparer.Ordinal);
        foreach (var risk in facts.SelectMany(fact => Apply(events.Values, fact, thresholds).Select(risk => events[risk.EventId] = risk)))
        {
            changed[risk.EventId] = risk;
        }

        return [.. changed.Values];
    }

    /// <summary>True of a fact that raises and closes nothing, whatever events there are: nobody has to look at them.</summary>
    public static bool IsHarmless(RiskFact fact, RiskThresholds thresholds) => fact switch
    {
        PersonIsLate late => late.DelayMinutes < thresholds.ApprovalDelayMinutes,
        PersonDecided decided => decided.DelayMinutes < thresholds.ApprovalDelayMinutes,
        HopTook took => OverrunOf(took, thresholds) is null,
        HopRoundBegan round => round.Round <= thresholds.ReworkRounds,
        CostReached cost => SpendingOf(cost, thresholds) is null,
        _ => false,
    };

    /// <param name="known">The events of the fact's mission: those of its run, and the open ones of earlier runs.</param>
    /// <returns>The events as they are now that are new or changed, by their ids to be put in the place of the old ones.</returns>
    public static IReadOnlyList<RiskEvent> Apply(IEnumerable<RiskEvent> known, RiskFact fact, RiskThresholds? thresholds = null)
    {
        var register = new RiskRegister(known);
        var limits = thresholds ?? new RiskThresholds();
        switch (fact)
        {
            case PersonIsLate late:
                Delay(register, late, late.TaskId, late.TaskName, late.DelayMinutes, limits);
                break;
            case PersonDecided decided:
                Decide(register, decided, limits);
                break;
            case HopTook took:
                Overrun(register, took, limits);
                break;
            case HopRoundBegan round when round.Round > limits.ReworkRounds:
                register.Raise(round, round.TaskId, RiskType.Rework, Severity.Medium, $"{round.TaskName ?? round.TaskId} is in round {round.Round}.");
                break;
            case RunReachedItsTime time when time.RunMinutes >= time.BudgetMinutes:
                PastItsTime(register, time, time.RunMinutes, time.BudgetMinutes);
                break;
            case CostReached cost:
                Spent(register, cost, limits);
                break;
            case RunEnded ended:
                RunEndRisks.Apply(register, ended, limits);
                break;
        }

        return register.Changed;
    }

    internal static void PastItsTime(RiskRegister register, RiskFact fact, decimal minutes, decimal budget) => register.Raise(
        fact, null, RiskType.SlaBreachRisk, Severity.Medium, Text($"The run has taken {minutes:0.##} minutes; the budget is {budget:0.##}."));

    internal static bool IsDataError(RunError error) => DataErrors.Contains(error.ErrorType);

    internal static bool EndsWithTheRun(RiskEvent risk) => EndWithTheRun.Contains(risk.RiskType);

    internal static bool EndsWithARetry(RiskEvent risk) => EndWithARetry.Contains(risk.RiskType);

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Delay(RiskRegister register, RiskFact fact, string? taskId, string? name, decimal minutes, RiskThresholds limits)
    {
        if (minutes < limits.ApprovalDelayMinutes)
        {
            return;
        }

        var severity = minutes >= limits.ApprovalDelayHighMinutes ? Severity.High : Severity.Medium;
        register.Raise(fact, taskId, RiskType.ApprovalDelay, severity, Text($"{name ?? taskId ?? "The run"} has waited {minutes:0.##} minutes for a decision."));
        BreachOf(register, fact, taskId, name);
    }

    private static void Decide(RiskRegister register, PersonDecided fact, RiskThresholds limits)
    {
        // No timer may have told of the delay: a process that was down sees the decision first.
        Delay(register, fact, fact.TaskId, fact.TaskName, fact.DelayMinutes, limits);
        if (register.Find(fact.RunId, fact.TaskId, RiskType.ApprovalDelay) is { IsOpen: true } delay)
        {
            register.Close(delay, fact.At, Decided);
        }
    }

    private static void Overrun(RiskRegister register, HopTook fact, RiskThresholds limits)
    {
        if (OverrunOf(fact, limits) is not { } severity)
        {
            return;
        }

        var text = Text($"{fact.TaskName ?? fact.TaskId} has taken {fact.ActualMinutes:0.##} minutes instead of {fact.EstimateMinutes:0.##}.");
        register.Raise(fact, fact.TaskId, RiskType.TaskOverrun, severity, text);
        BreachOf(register, fact, fact.TaskId, fact.TaskName);
    }

    /// <summary>A delay and an overrun of one task, open or closed, are together one breach.</summary>
    private static void BreachOf(RiskRegister register, RiskFact fact, string? taskId, string? name)
    {
        if (taskId is null
            || register.Find(fact.RunId, taskId, RiskType.ApprovalDelay) is not { } delay
            || register.Find(fact.RunId, taskId, RiskType.TaskOverrun) is not { } overrun
            || (delay.IsReplaced && overrun.IsReplaced))
        {
            return;
        }

        var breach = register.Raise(fact, taskId, RiskType.SlaBreachRisk, Severity.Medium, $"{name ?? taskId} was held up and overran.");
        register.Replace(delay, breach, fact.At);
        register.Replace(overrun, breach, fact.At);
    }

    private static void Spent(RiskRegister register, CostReached fact, RiskThresholds limits)
    {
        if (SpendingOf(fact, limits) is { } severity)
        {
            register.Raise(fact, null, RiskType.BudgetRisk, severity, Text($"The run has cost {fact.CostUsd:0.00} of {fact.BudgetUsd:0.00} USD."));
        }
    }

    private static string? OverrunOf(HopTook fact, RiskThresholds limits) =>
        fact.EstimateMinutes is not { } estimate
        || fact.ActualMinutes < estimate * limits.TaskOverrunPct / 100
        || fact.ActualMinutes - estimate < limits.TaskOverrunMinutes
            ? null
            : fact.ActualMinutes >= estimate * limits.TaskOverrunMediumPct / 100 ? Severity.Medium : Severity.Low;

    private static string? SpendingOf(CostReached fact, RiskThresholds limits) =>
        fact.BudgetUsd < 0 || fact.CostUsd <= fact.BudgetUsd * limits.BudgetRiskPct / 100 ? null
        : fact.CostUsd > fact.BudgetUsd * limits.BudgetRiskCriticalPct / 100 ? Severity.Critical : Severity.Medium;
}

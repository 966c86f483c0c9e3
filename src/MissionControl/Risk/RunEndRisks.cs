using MissionControl.Missions;
using MissionControl.Portfolio;

namespace MissionControl.Risk;

/// <summary>What the end of a run raises and closes.</summary>
internal static class RunEndRisks
{
    public static void Apply(RiskRegister register, RunEnded run, RiskThresholds limits)
    {
        if (run is { RunMinutes: { } minutes, BudgetMinutes: { } budget } && minutes > budget)
        {
            RiskDetector.PastItsTime(register, run, minutes, budget);
        }

        if (run.Status is RunStatus.Failed or RunStatus.Rejected)
        {
            Fail(register, run);
        }

        if (run.Status == RunStatus.Completed)
        {
            Complete(register, run);
        }

        // Nobody is asked any more.
        foreach (var delay in register.OpenOf(risk => risk.RunId == run.RunId && risk.RiskType == RiskType.ApprovalDelay))
        {
            register.Close(delay, run.At, RiskDetector.Decided);
        }

        foreach (var kpi in run.Kpis.Where(kpi => run.KpiValues.ContainsKey(kpi.Name)))
        {
            Measure(register, run, kpi, run.KpiValues[kpi.Name], limits);
        }
    }

    private static void Fail(RiskRegister register, RunEnded run)
    {
        foreach (var error in run.Errors.Where(RiskDetector.IsDataError))
        {
            register.Raise(run, error.HopId, RiskType.DataValidationFailure, Severity.High, error.Message);
        }

        if (run.Errors.Count == 0 || run.Errors.Any(error => !RiskDetector.IsDataError(error)))
        {
            var cause = run.Errors.FirstOrDefault(error => !RiskDetector.IsDataError(error));
            var text = $"The run was {Wire.Word(run.Status)}{(cause is null ? "." : $": {cause.Message}")}";
            register.Raise(run, cause?.HopId, RiskType.WorkflowFailure, Severity.High, text);
        }
    }

    private static void Complete(RiskRegister register, RunEnded run)
    {
        foreach (var risk in register.OpenOf(risk => risk.RunId == run.RunId))
        {
            if (RiskDetector.EndsWithTheRun(risk))
            {
                register.Close(risk, run.At, RiskDetector.RunCompleted);
            }
            else if (RiskDetector.EndsWithARetry(risk))
            {
                register.Close(risk, run.At, RiskDetector.RetryCompleted);
            }
        }
    }

    private static void Measure(RiskRegister register, RunEnded run, KpiDefinition kpi, decimal value, RiskThresholds limits)
    {
        var status = KpiRules.Status(kpi, value, limits.KpiYellowPct);
        var below = kpi.Threshold is { } floor && value < floor;
        if (below)
        {
            register.Raise(run, null, RiskType.BelowThreshold(kpi.Name), Severity.High, RiskDetector.Text($"{kpi.Name} was {value}, the floor is {kpi.Threshold}."));
        }
        else if (kpi.Threshold is not null)
        {
            Meet(register, run, RiskType.BelowThreshold(kpi.Name));
        }
        else if (status == KpiStatus.Red)
        {
            register.Raise(run, null, RiskType.Breach(kpi.Name), Severity.Medium, RiskDetector.Text($"{kpi.Name} was {value}, {Wanted(kpi)}."));
        }
        else if (status == KpiStatus.Green)
        {
            Meet(register, run, RiskType.Breach(kpi.Name));
        }
    }

    /// <summary>Closes what earlier runs of the mission, and earlier ends of this run, raised.</summary>
    private static void Meet(RiskRegister register, RunEnded run, string riskType)
    {
        foreach (var risk in register.OpenOf(risk => risk.MissionId == run.MissionId && risk.RiskType == riskType && (risk.DetectedAt is null || risk.DetectedAt <= run.At)))
        {
            register.Close(risk, run.At, RiskDetector.NextRunMeetsIt);
        }
    }

    private static string Wanted(KpiDefinition kpi) => kpi switch
    {
        { Target: { } target } => RiskDetector.Text($"the target is {target}"),
        { Max: { } max } => RiskDetector.Text($"the most is {max}"),
        _ => RiskDetector.Text($"the least is {kpi.Min}"),
    };
}

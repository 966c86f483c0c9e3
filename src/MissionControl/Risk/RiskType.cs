namespace MissionControl.Risk;

/// <summary>What kind of risk: the fixed words, and those that are made from a KPI's name.</summary>
public static class RiskType
{
    public const string ApprovalDelay = "approval_delay";
    public const string TaskOverrun = "task_overrun";
    public const string SlaBreachRisk = "sla_breach_risk";
    public const string WorkflowFailure = "workflow_failure";
    public const string Rework = "rework";
    public const string DataValidationFailure = "data_validation_failure";
    public const string BudgetRisk = "budget_risk";

    private static readonly string[] UnitSuffixes = ["_days", "_hours", "_minutes", "_seconds", "_pct", "_usd"];

    /// <summary><c>csat_risk</c>: a KPI with a threshold is below it.</summary>
    public static string BelowThreshold(string kpi) => $"{kpi}_risk";

    /// <summary><c>resolution_time_breach</c> of <c>resolution_time_hours</c>: a finished run's KPI is red.</summary>
    public static string Breach(string kpi)
    {
        var suffix = UnitSuffixes.FirstOrDefault(unit => kpi.EndsWith(unit, StringComparison.Ordinal) && kpi.Length > unit.Length);
        return $"{(suffix is null ? kpi : kpi[..^suffix.Length])}_breach";
    }
}

namespace MissionControl.Risk;

/// <summary>From when on something is a risk. Minutes are decimals, percentages are of the estimate or of the budget.</summary>
public sealed record RiskThresholds
{
    /// <summary>A person's delay that is a risk. Default 5.</summary>
    public decimal ApprovalDelayMinutes { get; init; } = 5;

    /// <summary>A person's delay that is a high risk. Default 10.</summary>
    public decimal ApprovalDelayHighMinutes { get; init; } = 10;

    /// <summary>Share of its estimate that a hop takes when it overruns. Default 150.</summary>
    public decimal TaskOverrunPct { get; init; } = 150;

    /// <summary>Minutes over its estimate that a hop must be as well. Default 2.</summary>
    public decimal TaskOverrunMinutes { get; init; } = 2;

    /// <summary>Share of its estimate from which an overrun is medium. Default 200.</summary>
    public decimal TaskOverrunMediumPct { get; init; } = 200;

    /// <summary>Rounds of a hop that are no rework yet. Default 2.</summary>
    public int ReworkRounds { get; init; } = 2;

    /// <summary>Share of the budget past which its use is a risk. Default 80.</summary>
    public decimal BudgetRiskPct { get; init; } = 80;

    /// <summary>Share of the budget past which its use is a critical risk. Default 100.</summary>
    public decimal BudgetRiskCriticalPct { get; init; } = 100;

    /// <summary>A KPI's target missed by up to so much of it is no breach. Default 20.</summary>
    public decimal KpiYellowPct { get; init; } = 20;
}

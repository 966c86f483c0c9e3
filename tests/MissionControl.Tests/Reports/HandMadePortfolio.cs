using MissionControl.Agents;
using MissionControl.Missions;
using MissionControl.Portfolio;
using MissionControl.Reference;
using MissionControl.Telemetry;

namespace MissionControl.Tests.Reports;

/// <summary>Three missions small enough that every figure of their report can be computed by hand: one that does well, one that does not, one that never ran.</summary>
internal static class HandMadePortfolio
{
    public static readonly DateTimeOffset AsOf = PortfolioRecords.EndOf(new DateOnly(2026, 3, 10));

    /// <summary>A person's hour costs 60 dollars, a minute one.</summary>
    public static readonly PortfolioSettings Settings = new() { HourlyRateUsd = 60, PortfolioBudgetUsd = 40 };

    public static readonly PortfolioRecords Records = new()
    {
        Missions =
        [
            new("M1", "Alpha")
            {
                Tasks = [new("M1", "T1", "Prepare") { EstimatedDurationMinutes = 10 }, new("M1", "T2", "Decide") { EstimatedDurationMinutes = 5, RequiresHumanApproval = true }],
                Kpis = [new("lead_days") { Target = 2, Baseline = 8 }, new("quality") { Threshold = 80 }],
                Budget = new Budget(10, null),
            },
            new("M2", "Beta") { Tasks = [new("M2", "T3", "Send") { EstimatedDurationMinutes = 4 }], Kpis = [new("hits") { Target = 50, Baseline = 40 }, new("errors") { Max = 5 }] },
            new("M3", "Gamma"),
        ],
        Runs =
        [
            Run("R1", "M1", 8, 8, 60, "completed", ("lead_days", 4), ("quality", 90)) with { HumanInterventions = 1 },
            Run("R2", "M1", 9, 8, 80, "completed", ("lead_days", 3), ("quality", 70)) with { HumanInterventions = 2, Escalations = 1, RiskFlagged = true },
            Run("R3", "M1", 10, 8, 40, "completed", ("lead_days", 2.2m), ("quality", 85)) with { HumanInterventions = 1 },
            Run("R4", "M2", 9, 10, 30, "completed", ("hits", 46), ("errors", 6)),
            Run("R5", "M2", 10, 10, 20, "failed") with { RiskFlagged = true },
            new("R6", "M2", At(10, 22), "running"),
        ],
        TaskLogs =
        [
            Log("R1", "M1", "T1", "A1", 8, 12) with { StepCosts = new Dictionary<string, Cost> { ["s1"] = new() { StepsUsd = 0.5m } } },
            Log("R1", "M1", "T2", "A2", 8, 5) with { Outcome = "approved", HumanApprovalRequired = true, HumanDelayMinutes = 6 },
            Log("R2", "M1", "T1", "A1", 9, 10),
            Log("R2", "M1", "T2", "A2", 9, 9) with { Outcome = "approved", HumanApprovalRequired = true, HumanDelayMinutes = 20, Escalations = 1 },
            Log("R3", "M1", "T1", "A1", 10, 8),
            Log("R3", "M1", "T2", "A2", 10, 4) with { Outcome = "approved", HumanApprovalRequired = true, HumanDelayMinutes = 4 },
            Log("R4", "M2", "T3", "A1", 9, 6),
            Log("R5", "M2", "T3", "A1", 10, 5) with { Outcome = "failed" },
        ],
        Interventions = [Acted("R1", 8, 1), Acted("R2", 9, 2), Acted("R2", 9, 1) with { Key = "R2~up", Kind = InterventionKind.Escalation }, Acted("R3", 10, 1)],
        RiskEvents =
        [
            new("E1", "R2", "M1", "T2", "approval_delay", "high", "Late.", At(9, 9), "closed"),
            new("E2", "R2", "M1", null, "quality_risk", "high", "Low.", At(9, 10), "closed"),
            new("E3", "R5", "M2", "T3", "workflow_failure", "high", "Broke.", At(10, 10), "open"),
            new("E4", "R4", "M2", null, "errors_breach", "medium", "Many.", At(9, 11), "acknowledged"),
            new("E5", "R1", "M1", "T1", "task_overrun", "low", "Slow.", At(8, 9), "closed"),
            new("E6", "R2", "M1", "T2", "task_overrun", "medium", "Slow.", At(9, 8), "closed") { Reason = "replaced_by E1" },
            new("E7", "R4", "M2", null, "odd_risk", "peculiar", null, At(9, 12), "open"),
        ],
        Reference = new ReferenceSet
        {
            Agents =
            [
                new Agent("A1", "Ada", null, "available") { CostPerTaskUsd = 0.1m }, new Agent("A2", "Ben", null, "available") { CostPerTaskUsd = 0.2m }, new Agent("A3", null, null, "maintenance"),
            ],
            Stats = [new AgentStats("A1", 99, 0, 1), new AgentStats("A2", 6, 0.9m, 0.1m), new AgentStats("A3", 12, 1, 0) { SuccessRate = 0.95m, TasksExecuted = 40, LastUpdated = "2026-03-01" }],
            CapableAgents = new Dictionary<string, IReadOnlyList<string>> { ["T1"] = ["A1", "A3"], ["T2"] = ["A2"], ["T3"] = ["A3"] },
        },
    };

    public static PortfolioView View(params PortfolioSnapshot[] snapshots) => PortfolioAnalysis.Of(Records with { Snapshots = snapshots }, new PortfolioScope(AsOf), Settings);

    private static DateTimeOffset At(int day, int hour) => new(2026, 3, day, hour, 0, 0, TimeSpan.Zero);

    private static MissionRun Run(string id, string mission, int day, int hour, int minutes, string status, params (string Name, decimal Value)[] kpis) => new(id, mission, At(day, hour), status)
    {
        EndTime = At(day, hour).AddMinutes(minutes),
        TotalDurationMinutes = minutes,
        Kpis = kpis.ToDictionary(kpi => kpi.Name, kpi => kpi.Value),
        Origin = TelemetryOrigin.Own,
    };

    private static TaskLog Log(string run, string mission, string task, string agent, int day, decimal minutes) => new(run, mission, task, agent, "completed")
    {
        ActualDurationMinutes = minutes,
        EstimatedDurationMinutes = task switch { "T1" => 10, "T2" => 5, _ => 4 },
        EndedAt = At(day, 11),
        Origin = TelemetryOrigin.Own,
    };

    private static Intervention Acted(string run, int day, int count) => new($"{run}~did", At(day, 9), InterventionKind.Decision, run, "M1") { Count = count };
}

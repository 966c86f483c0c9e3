using System.Text.Json.Serialization;
using MissionControl.Agents;
using MissionControl.Reference;
using MissionControl.Risk;

namespace MissionControl.Portfolio;

/// <summary>
/// The <c>portfolio</c> section of the configuration: every number of the rules, where the reports go, and the names of the reference files,
/// each under the name that Mission Control v2 gave it where it had one.
/// </summary>
public sealed record PortfolioSettings
{
    public static PortfolioSettings Default { get; } = new();

    /// <summary>What the portfolio is for, in a sentence.</summary>
    public string Objective { get; init; } = "Run every business mission to its targets, with people where they are needed and risk in view.";

    /// <summary>Where the data directory is when the call names none; relative to the working directory.</summary>
    public string? DataDir { get; init; }

    /// <summary>Where reports go when the call names no file; relative to the working directory.</summary>
    public string ReportsDir { get; init; } = "output/mission_control_v2_reports";

    /// <summary>Missions at risk from which the trigger fires. Default 2.</summary>
    public int MissionsAtRiskCritical { get; init; } = 2;

    /// <summary>Escalations in 24 hours from which the trigger fires. Default 3.</summary>
    [JsonPropertyName("escalations_24h_critical")]
    public int Escalations24hCritical { get; init; } = 3;

    /// <summary>Open risk events from which the trigger fires. Default 5.</summary>
    public int RiskEventsOpenCritical { get; init; } = 5;

    /// <summary>Share of the month's budget from which the trigger fires, in percent. Default 100.</summary>
    public decimal BudgetCriticalPct { get; init; } = 100;

    /// <summary>What a month may cost, in US dollars. Null: no budget.</summary>
    public decimal? PortfolioBudgetUsd { get; init; }

    /// <summary>What an hour of a person costs, in US dollars. Null: people's time is not priced.</summary>
    public decimal? HourlyRateUsd { get; init; }

    /// <summary>Logs of our own runs from which an agent's own figures count. Default 5.</summary>
    public int MinSamples { get; init; } = 5;

    /// <summary>A change of a KPI over its runs up to so many percent is flat. Default 2.</summary>
    public decimal TrendTolerancePct { get; init; } = 2;

    /// <summary>Runs with a value below which nothing is said of a trend, an average or a volatility. Default 3.</summary>
    public int TrendMinRuns { get; init; } = 3;

    /// <summary>Latest runs that the rolling average is over. Default 3.</summary>
    public int RollingRuns { get; init; } = 3;

    /// <summary>Most recent risk events in a report. Default 10.</summary>
    public int RecentRiskEvents { get; init; } = 10;

    /// <summary>Most recent runs in a report. Default 15.</summary>
    public int RecentRuns { get; init; } = 15;

    /// <summary>Missions with a chart of their own in a report, those furthest from their target first. Default 12.</summary>
    public int MissionCharts { get; init; } = 12;

    /// <summary>Rows of a report's tables of missions, KPIs and tasks, those that need attention first where there are more. Default 30.</summary>
    public int MissionRows { get; init; } = 30;

    /// <summary>When snapshots are taken and triggers evaluated: an NCRONTAB expression in UTC. Default: every hour.</summary>
    public string SnapshotSchedule { get; init; } = "0 0 * * * *";

    /// <summary>When risks are counted and triggers evaluated: an NCRONTAB expression in UTC. Default: every quarter of an hour.</summary>
    public string RiskRollupSchedule { get; init; } = "0 */15 * * * *";

    /// <summary>How an agent is chosen for a hop; <see cref="Routing"/> holds the weights. Default: performance.</summary>
    public RoutingStrategy RoutingStrategy { get; init; } = RoutingStrategy.Performance;

    public RiskThresholds Risk { get; init; } = new();

    public RoutingWeights Routing { get; init; } = new();

    public HealthWeights Health { get; init; } = new();

    /// <summary>The names of the reference files; they stand beside the other keys, not below one.</summary>
    [JsonIgnore]
    public ReferenceFiles Files { get; init; } = new();
}

/// <summary>What the parts of a health score weigh against each other; a part without data weighs nothing.</summary>
public sealed record HealthWeights
{
    /// <summary>How much of the way from baseline to target the primary KPI has gone. Default 40.</summary>
    public decimal Kpi { get; init; } = 40;

    /// <summary>Runs that completed, of those that ended. Default 25.</summary>
    public decimal Reliability { get; init; } = 25;

    /// <summary>Freedom from open risk. Default 20.</summary>
    public decimal Risk { get; init; } = 20;

    /// <summary>Time that is not spent waiting for people. Default 15.</summary>
    public decimal Flow { get; init; } = 15;

    /// <summary>Points that one point of the open risk index takes away from the risk part. Default 20.</summary>
    public decimal PointsPerRisk { get; init; } = 20;
}

using MissionControl.Agents;
using MissionControl.Risk;
using MissionControl.Telemetry;

namespace MissionControl.Portfolio;

/// <summary>Every figure of a portfolio report, computed once: the JSON object and all renderings read it and compute nothing.</summary>
public sealed record PortfolioView(PortfolioScope Scope, PortfolioSettings Settings)
{
    /// <summary>The records in scope: as of the time, in the window, of the mission.</summary>
    public required PortfolioRecords Records { get; init; }

    /// <summary>All records of the portfolio as of the time, whatever window and mission.</summary>
    public required PortfolioRecords Portfolio { get; init; }

    /// <summary>Portfolio-wide. Read from files where they hold snapshots, else computed.</summary>
    public required PortfolioRollup Rollup { get; init; }

    /// <summary>Of the events in scope.</summary>
    public required RiskRollup Risk { get; init; }

    /// <summary>Open events of the mission or the portfolio, whatever the window, newest first.</summary>
    public required IReadOnlyList<RiskEvent> OpenRisks { get; init; }

    /// <summary>Active now; portfolio-wide.</summary>
    public required IReadOnlyList<ExecutiveTrigger> Triggers { get; init; }

    /// <summary>Portfolio-wide.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>By mission, in order of the missions.</summary>
    public required IReadOnlyList<KpiPerformance> Kpis { get; init; }

    public required IReadOnlyList<MissionHealth> Health { get; init; }

    /// <summary>The statistics that count; portfolio-wide.</summary>
    public required IReadOnlyList<AgentStats> Statistics { get; init; }

    /// <summary>Agents whose statistics are those of our own runs.</summary>
    public required IReadOnlySet<string> OwnStatistics { get; init; }

    /// <summary>Task id to who would do it now and why; portfolio-wide, in order of the capability matrix.</summary>
    public required IReadOnlyList<KeyValuePair<string, RoutingDecision>> Routing { get; init; }

    public required CostRollup Cost { get; init; }

    /// <summary>What the month of the time has cost, portfolio-wide; null when nothing has a price.</summary>
    public decimal? MonthCostUsd { get; init; }

    /// <summary>Tasks that are in hand in active runs.</summary>
    public required IReadOnlyList<TaskKey> ActiveTasks { get; init; }

    /// <summary>What is odd about the data, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

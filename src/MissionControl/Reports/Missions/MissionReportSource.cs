using MissionControl.Approvals;
using MissionControl.Missions;
using MissionControl.Portfolio;
using MissionControl.Risk;
using MissionControl.Telemetry;

namespace MissionControl.Reports.Missions;

/// <summary>What a report on one run is made from; what is not known is left out of it.</summary>
/// <param name="Now">For how long an open run has been going.</param>
public sealed record MissionReportSource(RunView Run, DateTimeOffset Now)
{
    /// <summary>The pinned document; null when it is not at hand: then goal, criteria and KPIs are missing.</summary>
    public MissionDefinition? Definition { get; init; }

    /// <summary>Of all executions.</summary>
    public IReadOnlyList<ApprovalRecord> Approvals { get; init; } = [];

    /// <summary>Null until the run wrote it.</summary>
    public MissionRun? Telemetry { get; init; }

    public IReadOnlyList<RiskEvent> RiskEvents { get; init; } = [];

    public PortfolioSettings Settings { get; init; } = PortfolioSettings.Default;
}

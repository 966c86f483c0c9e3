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
    /// <param name="document">The bytes of the document that the run keeps; null when they are gone.</param>
    /// <param name="approvals">Of the run.</param>
    public static MissionReportSource Of(RunView run, DateTimeOffset now, byte[]? document, IReadOnlyList<ApprovalRecord> approvals) => new(run, now)
    {
        Definition = document is not null && MissionDocument.Read(document, run.MissionId) is MissionDocumentReading.Sound { Definition: var definition } ? definition : null,
        Approvals = approvals,
    };

    /// <summary>The pinned document; null when it is not at hand: then goal, criteria and KPIs are missing.</summary>
    public MissionDefinition? Definition { get; init; }

    /// <summary>Of all executions.</summary>
    public IReadOnlyList<ApprovalRecord> Approvals { get; init; } = [];

    /// <summary>Null until the run wrote it.</summary>
    public MissionRun? Telemetry { get; init; }

    /// <summary>Of the run; null where nobody looked for any: then the report says nothing of risks.</summary>
    public IReadOnlyList<RiskEvent>? RiskEvents { get; init; }

    public PortfolioSettings Settings { get; init; } = PortfolioSettings.Default;
}

using MissionControl.Portfolio;
using MissionControl.Runtime;

namespace MissionControl.Embedded;

/// <summary>The stores of an opened hub. Their writes go through the hub's one committer and are on disk when they return.</summary>
public sealed record HubStores(
    AssetStore Assets,
    DefinitionStore Definitions,
    ApprovalStore Approvals,
    RecordStore Records,
    ClaimStore Claims,
    RunStore Runs,
    DeliveryStore Deliveries,
    SeenKeyStore SeenKeys)
{
    /// <summary>What happened to runs.</summary>
    public required RunEventStore Events { get; init; }

    /// <summary>The missions that can be started by their id.</summary>
    public required MissionStore Catalogue { get; init; }

    public required ApiKeyStore Keys { get; init; }

    /// <summary>What runs leave, and what it comes to.</summary>
    public required TelemetryStore Telemetry { get; init; }

    public required RiskStore Risks { get; init; }

    public required PortfolioStore Portfolio { get; init; }

    /// <summary>What people must still be told of risks and triggers.</summary>
    public required NoticeStore Notices { get; init; }

    /// <summary>What the activities of missions leave their telemetry with.</summary>
    /// <param name="settings">Null: the rules' own numbers.</param>
    public TelemetryPorts TelemetryPorts(PortfolioSettings? settings = null) => new()
    {
        Records = Telemetry,
        Risks = Risks,
        Portfolio = Portfolio,
        Settings = settings ?? PortfolioSettings.Default,
    };
}

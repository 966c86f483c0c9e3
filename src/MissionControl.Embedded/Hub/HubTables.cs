namespace MissionControl.Embedded.Hub;

/// <summary>All tables of a hub as one connection sees them.</summary>
internal abstract class HubTables
{
    public abstract InstanceTable Instances { get; }

    public abstract RunTable Runs { get; }

    public abstract ApprovalTable Approvals { get; }

    public abstract BodyTable Bodies { get; }

    public abstract ClaimTable Claims { get; }

    public abstract RecordTable Records { get; }

    public abstract DeliveryTable Deliveries { get; }

    public abstract SeenKeyTable SeenKeys { get; }

    public abstract LifeTable Life { get; }

    /// <summary>Random, made with the hub.</summary>
    public abstract string HubId { get; }

    public abstract EventTable Events { get; }

    public abstract CatalogueTable Catalogue { get; }

    public abstract KeyTable Keys { get; }

    public abstract TelemetryTable Telemetry { get; }

    public abstract RiskTable Risks { get; }

    public abstract PortfolioTable Portfolio { get; }

    public abstract NoticeTable Notices { get; }
}

namespace MissionControl.AzureStorage;

/// <summary>The tables and blob containers that the stores use: a host makes them before it starts, and grants access to no others.</summary>
public static class StorageNames
{
    public const string Runs = "MissionRuns";
    public const string RunIndex = "RunIndex";
    public const string RunEvents = "RunEvents";
    public const string Approvals = "Approvals";
    public const string Deliveries = "Deliveries";
    public const string SeenKeys = "SeenKeys";
    public const string RecordStores = "RecordStores";
    public const string Definitions = "Definitions";
    public const string ApiKeys = "ApiKeys";
    public const string Outbox = "Outbox";

    /// <summary>What each run left.</summary>
    public const string TaskLogs = "TaskLogs";

    /// <summary>What agents have in hand, and what their own logs come to.</summary>
    public const string AgentStats = "AgentStats";

    /// <summary>Who counts in which hour, and what hours, days and months come to.</summary>
    public const string PortfolioHours = "PortfolioHours";
    public const string RiskEvents = "RiskEvents";
    public const string RiskRollups = "RiskRollups";
    public const string PortfolioSnapshots = "PortfolioSnapshots";
    public const string ExecutiveTriggers = "ExecutiveTriggers";

    /// <summary>Bodies of assets, and whatever is too large for a column.</summary>
    public const string Assets = "assets";

    /// <summary>Mission documents.</summary>
    public const string DefinitionBodies = "definitions";

    public static IReadOnlyList<string> Tables { get; } =
    [
        Runs, RunIndex, RunEvents, Approvals, Deliveries, SeenKeys, RecordStores, Definitions, ApiKeys, Outbox,
        TaskLogs, AgentStats, PortfolioHours, RiskEvents, RiskRollups, PortfolioSnapshots, ExecutiveTriggers,
    ];

    public static IReadOnlyList<string> Containers { get; } = [Assets, DefinitionBodies];
}

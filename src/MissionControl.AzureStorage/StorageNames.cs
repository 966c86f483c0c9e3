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

    /// <summary>Bodies of assets, and whatever is too large for a column.</summary>
    public const string Assets = "assets";

    /// <summary>Mission documents.</summary>
    public const string DefinitionBodies = "definitions";

    public static IReadOnlyList<string> Tables { get; } =
        [Runs, RunIndex, RunEvents, Approvals, Deliveries, SeenKeys, RecordStores, Definitions, ApiKeys, Outbox];

    public static IReadOnlyList<string> Containers { get; } = [Assets, DefinitionBodies];
}

using MissionControl.Embedded.Replaying;
using MissionControl.Embedded.Sqlite;
using MissionControl.Embedded.Stores;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded;

/// <summary>
/// Reads a hub file, whether a process owns it or not, and changes nothing: not the file, not its neighbours. Every read sees what was
/// committed when it began. The writing members of the stores throw <see cref="InvalidOperationException"/>.
/// </summary>
public sealed class HubReader : IDisposable
{
    private readonly SqliteHubReader _store;

    private HubReader(SqliteHubReader store)
    {
        _store = store;
        var hub = new HubWriter(store, null);
        Runs = new EmbeddedRunStore(hub);
        Approvals = new EmbeddedApprovalStore(hub, () => throw new InvalidOperationException("The hub was opened for reading."));
        Assets = new EmbeddedAssetStore(hub);
        Definitions = new EmbeddedDefinitionStore(hub);
        Records = new EmbeddedRecordStore(hub);
        Keys = new EmbeddedApiKeyStore(hub);
        Catalogue = new EmbeddedMissionStore(hub);
        Telemetry = new EmbeddedTelemetryStore(hub);
        Risks = new EmbeddedRiskStore(hub);
        Portfolio = new EmbeddedPortfolioStore(hub);
        Notices = new EmbeddedNoticeStore(hub);
    }

    public RunStore Runs { get; }

    public ApprovalStore Approvals { get; }

    public AssetStore Assets { get; }

    public DefinitionStore Definitions { get; }

    public RecordStore Records { get; }

    public ApiKeyStore Keys { get; }

    public MissionStore Catalogue { get; }

    public TelemetryStore Telemetry { get; }

    public RiskStore Risks { get; }

    public PortfolioStore Portfolio { get; }

    public NoticeStore Notices { get; }

    /// <summary>Null when there is no hub yet.</summary>
    /// <exception cref="HubFormatException">The file is no hub, or one of another version.</exception>
    public static HubReader? Open(string hubFile) => SqliteHubReader.Open(hubFile) is { } store ? new HubReader(store) : null;

    /// <summary>All histories of a run with their seals, as they were at one moment.</summary>
    public HistoryDocument Export(RunRecord run) => _store.Read(tables =>
    {
        var rows = tables.Instances.ReadRun(run.RunId);
        var histories = rows.Select(row => new InstanceHistory(row.Id, row.Parent?.InstanceId, tables.Instances.ReadHistory(row.Key))).ToList();
        return HistoryDocument.Of(run, histories) with
        {
            KeyCheck = ((SqliteSession)tables).ReadKeyCheck(),
            Seals = rows.ToDictionary(row => row.Id, row => ((SqliteSession)tables).History.ReadSeals(row), StringComparer.Ordinal),
        };
    });

    /// <summary>The instances that are held back because they kept failing the runtime, by id.</summary>
    public IReadOnlyList<QuarantinedInstance> ListQuarantined() =>
        [.. _store.Read(tables => tables.Instances.ReadQuarantined()).Select(QuarantinedInstance.Of)];

    public void Dispose() => _store.Dispose();
}

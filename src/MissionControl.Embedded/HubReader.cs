using MissionControl.Embedded.Sqlite;
using MissionControl.Embedded.Stores;
using MissionControl.Runtime;

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
    }

    public RunStore Runs { get; }

    public ApprovalStore Approvals { get; }

    public AssetStore Assets { get; }

    public DefinitionStore Definitions { get; }

    public RecordStore Records { get; }

    /// <summary>Null when there is no hub yet.</summary>
    /// <exception cref="HubFormatException">The file is no hub, or one of another version.</exception>
    public static HubReader? Open(string hubFile) => SqliteHubReader.Open(hubFile) is { } store ? new HubReader(store) : null;

    public void Dispose() => _store.Dispose();
}

using MissionControl.Embedded.Execution;
using MissionControl.Embedded.Hub;
using MissionControl.Embedded.Memory;
using MissionControl.Embedded.Observation;
using MissionControl.Embedded.Sqlite;
using MissionControl.Embedded.Stores;
using MissionControl.Runtime;

namespace MissionControl.Embedded;

/// <summary>
/// Runs orchestrations durably in this process. What a call acknowledged survives any end of the process; opening the hub again goes on
/// where it was.
/// </summary>
public sealed class EmbeddedRuntime : IAsyncDisposable
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    private readonly HubStore _store;
    private readonly Committer _committer;
    private readonly TaskHub _hub;
    private readonly EmbeddedHealth _health;

    private EmbeddedRuntime(HubStore store, Committer committer, EmbeddedOptions options)
    {
        _store = store;
        _committer = committer;
        _health = new EmbeddedHealth(options.Clock);
        _committer.Trouble = _health.Tell;
        var writer = new HubWriter(store, _committer);
        Stores = new HubStores(
            new EmbeddedAssetStore(writer),
            new EmbeddedDefinitionStore(writer),
            new EmbeddedApprovalStore(writer, () => _hub!),
            new EmbeddedRecordStore(writer),
            new EmbeddedClaimStore(writer),
            new EmbeddedRunStore(writer),
            new EmbeddedDeliveryStore(writer),
            new EmbeddedSeenKeyStore(writer, options.Clock))
        {
            Events = new EmbeddedRunEventStore(writer, () => _hub!.Written),
            Catalogue = new EmbeddedMissionStore(writer),
            Keys = new EmbeddedApiKeyStore(writer),
            Telemetry = new EmbeddedTelemetryStore(writer),
            Risks = new EmbeddedRiskStore(writer),
            Portfolio = new EmbeddedPortfolioStore(writer),
            Notices = new EmbeddedNoticeStore(writer),
        };
        _hub = new TaskHub(store, _committer, options, options.Registry(Stores));
        Orchestrations = new OrchestrationClient(_hub, options.Version);
        Missions = new EmbeddedMissionClient(_hub, Orchestrations, writer, Stores.Runs, options.Version);
    }

    /// <summary>Commands of people on runs.</summary>
    public EmbeddedMissionClient Missions { get; }

    /// <summary>Orchestrations that belong to no run.</summary>
    public OrchestrationClient Orchestrations { get; }

    public HubStores Stores { get; }

    /// <summary>Random, made with the hub, the same for ever: links that were signed for another hub are told apart by it.</summary>
    public string HubId => _store.Read(tables => tables.HubId);

    /// <summary>Whether the hub can be written at present, and who wants to hear when that changes.</summary>
    public HubHealth Health => _health;

    /// <summary>Why the hub cannot be written at present; null while it can.</summary>
    public string? Trouble => _health.State.Reason;

    internal TaskHub Hub => _hub;

    internal bool IsCrashed => _committer.IsCrashed;

    internal long Moves => _hub.Busy.Moves;

    /// <summary>Takes the hub into possession and goes on with everything that it holds.</summary>
    /// <exception cref="HubInUseException">Another process owns it.</exception>
    /// <exception cref="HubFormatException">The file is no hub, one of a newer version, or nothing that can be opened.</exception>
    /// <exception cref="HubKeyException">The key that seals its histories is missing or another one.</exception>
    public static async Task<EmbeddedRuntime> OpenAsync(EmbeddedOptions options)
    {
        var store = options.Store ?? (options.HubFile is { } file ? SqliteHub.Open(file, options.HubKey) : new MemoryHub());
        var committer = new Committer(store, options.Commits, options.Work);
        try
        {
            var runtime = new EmbeddedRuntime(store, committer, options);
            var recovery = runtime._hub.Recover();
            if (options.Work is null)
            {
                await recovery;
            }

            return runtime;
        }
        catch
        {
            committer.Dispose();
            store.Dispose();
            throw;
        }
    }

    /// <summary>Completes when nothing is queued and nothing runs: everything waits for time, for people or for nothing any more.</summary>
    public Task WhenIdleAsync() => _hub.Busy.WhenIdleAsync();

    /// <summary>Tells other processes of this machine where the hub is served, and those of the same user with which key.</summary>
    /// <param name="address">Null: nowhere any more.</param>
    public void Announce(string? address, string? key) => _store.Announce(address, key);

    /// <summary>Shows what is committed from now on; with a run id that of its instances only.</summary>
    public CommittedWatch Watch(string? runId = null) => _hub.Watchers.Add(runId);

    /// <summary>
    /// Stops gracefully: activities in flight are cancelled, and those that do not finish start again with the next opening. What was
    /// decided until then is written.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        _health.Stop();
        _hub.StopActivities();
        if (!_committer.IsCrashed)
        {
            await Task.WhenAny(_hub.Busy.WhenIdleAsync(), Task.Delay(LongestStop, TimeProvider.System));
        }

        _hub.Dispose();
        _committer.Submit(new Command<bool>(Ended, null));
        _committer.Dispose();
        _store.Dispose();
    }

    /// <summary>What is in flight now is no reason for suspicion.</summary>
    private static bool Ended(HubTables tables)
    {
        tables.Life.Mark(isOpen: false);
        return true;
    }

    /// <summary>Ends as if the process had died: nothing more is written or answered.</summary>
    internal void Crash()
    {
        _committer.Crash();
        _hub.StopActivities();
        _hub.Dispose();
        _store.Dispose();
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using MissionControl.AzureStorage;
using MissionControl.Functions.Durable;
using MissionControl.Http;
using MissionControl.Http.Access;
using MissionControl.Http.Channels;
using MissionControl.Http.Missions;
using MissionControl.Http.Routing;
using MissionControl.Missions;
using MissionControl.Notifications;
using MissionControl.Portfolio;
using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Tools;
using MissionControl.Tools.Web;

namespace MissionControl.Functions.Hosting;

/// <summary>What the functions work with, composed once per process. The platform's client comes with the first function that is called.</summary>
public sealed class MissionApp : IDisposable
{
    /// <summary>Of the orchestrator code; raised when a change would break runs that wait, whose code then branches on it.</summary>
    public const string Version = "1";

    private readonly MissionAppParts _parts;
    private readonly BoundClient _client = new();
    private readonly SemaphoreSlim _opening = new(1);
    private ChannelSet? _channels;

    public MissionApp(MissionAppParts parts)
    {
        _parts = parts;
        Instances = new DurableInstances(_client, Version);
        Stores = AzureStores.Open(new AzureStoresOptions
        {
            Tables = parts.Tables,
            Blobs = parts.Blobs,
            Clock = parts.Clock,
            Instances = Instances,
            Histories = new DurableHistories(_client, () => Instances),
            Trouble = error => AppLog.LeftToTheSweep(parts.Log, error),
        });
        Missions = new DurableMissionClient(Stores.Runs, Stores.RunRecords, Stores.Outbox, Instances, parts.Clock);
        Tools = new ToolRegistry().AddStandardTools(new StandardToolOptions(Stores.Records)
        {
            Http = new HttpToolOptions { AllowedHosts = parts.Settings.AllowedHosts, AllowPrivateAddresses = parts.Settings.AllowPrivateAddresses },
            Imported = Stores.Portfolio,
        });
        Reference = new ImportedReferenceSource(parts.Reference, Stores.Portfolio);
        Telemetry = Stores.TelemetryPorts(parts.Settings.Configuration.Portfolio);
        Portfolio = new HubPortfolio(Telemetry, Stores.Definitions, Stores.Catalogue, parts.Clock);
        Registry = new OrchestrationRegistry().AddMissions(Ports()).AddRunRecording(ChangeAsync);
    }

    public AzureStores Stores { get; }

    public MissionClient Missions { get; }

    public OrchestrationRegistry Registry { get; }

    public TimeProvider Clock => _parts.Clock;

    public AppSettings Settings => _parts.Settings;

    /// <summary>What is computed from time to time.</summary>
    internal PortfolioTick Tick => new(Portfolio);

    internal DurableInstances Instances { get; }

    /// <summary>Null until the app is ready.</summary>
    internal NotificationDispatcher? Dispatcher { get; private set; }

    internal ILogger Log => _parts.Log;

    private ToolRegistry Tools { get; }

    private ReferenceSource Reference { get; }

    private TelemetryPorts Telemetry { get; }

    private HubPortfolio Portfolio { get; }

    private MissionApi? Api { get; set; }

    /// <summary>Every function waits for it first. What fails is tried again by the next call.</summary>
    public async Task ReadyAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        _client.Bind(client);
        if (Api is not null)
        {
            return;
        }

        await _opening.WaitAsync(cancellationToken);
        try
        {
            Api ??= await OpenAsync(cancellationToken);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Answers a request by the route of that name, as every runtime does.</summary>
    public async Task<IResult> AnswerAsync(string route, HttpRequest request, DurableTaskClient client)
    {
        await ReadyAsync(client, request.HttpContext.RequestAborted);
        return await ApiPipeline.AnswerAsync(Api!, ApiRoutes.All.Single(one => one.Name == route), request.HttpContext);
    }

    /// <summary>Changes a run's record; a run that thereby fails is logged, which is what alerts look at.</summary>
    internal async Task<RunRecord> ChangeAsync(string runId, Func<RunRecord, RunRecord?> change, CancellationToken cancellationToken)
    {
        var fails = false;
        var run = await Stores.RunRecords.ChangeAsync(
            runId,
            record =>
            {
                var changed = change(record);
                fails = changed?.Status == RunStatus.Failed && record.Status != RunStatus.Failed;
                return changed;
            },
            cancellationToken);
        if (fails)
        {
            AppLog.Failed(_parts.Log, runId, run.Error ?? (run.Result?.Errors is [var first, ..] ? first.Message : null));
            if (run.Result is null)
            {
                await Instances.EndBelowAsync(run.ExecutionId, "The run has failed.", cancellationToken);
            }
        }

        return run;
    }

    public void Dispose()
    {
        _channels?.Dispose();
        _opening.Dispose();
    }

    private async Task<MissionApi> OpenAsync(CancellationToken cancellationToken)
    {
        await _parts.PrepareAsync(cancellationToken);
        _channels = await new ChannelSetup
        {
            Configuration = Settings.Configuration,
            Secrets = _parts.Secrets,
            SeenKeys = Stores.SeenKeys,
            Outbound = OutboundConnections.Open,
            HubId = _parts.HubId,
            Clock = Clock,
        }.OpenAsync(cancellationToken);
        Dispatcher = new NotificationDispatcher(new NotificationPorts
        {
            Approvals = Stores.Approvals,
            Deliveries = Stores.Deliveries,
            Notices = Stores.Notices,
            Channels = _channels.Senders,
            Clock = Clock,
        });
        return new MissionApi
        {
            Missions = Missions,
            Approvals = Stores.Approvals,
            Assets = Stores.Assets,
            Definitions = Stores.Definitions,
            Events = Stores.Events,
            Catalogue = Stores.Catalogue,
            Keys = Stores.Keys,
            Tools = Tools,
            Reference = Reference,
            Telemetry = Telemetry,
            Portfolio = Portfolio,
            Library = new ImportedMissions(Portfolio),
            DataDirectory = Settings.DataDirectory,
            Callers = new PlatformCallers(new KeyCallers(Stores.Keys, Clock), Settings.TrustsPrincipal, Settings.FunctionKeyRoles),
            Clock = Clock,
            Hosts = Settings.Hosts,
            Channels = _channels.Doors,
            Explain = PlatformProblems.Of,
            Log = _parts.Log,
            Stopping = _parts.Stopping,
        };
    }

    private MissionPorts Ports() => new()
    {
        Tools = Tools,
        Assets = Stores.Assets,
        Definitions = Stores.Definitions,
        Approvals = Stores.Approvals,
        Claims = Stores.Claims,
        Secrets = _parts.Secrets,
        Reference = Reference,
        Telemetry = Telemetry,
        Clock = Clock,
        People = Settings.Configuration.People,
        ApprovalRules = Settings.Configuration.ApprovalRules,
        Routing = Settings.Configuration.Portfolio.RoutingStrategy,
    };
}

using MissionControl.Cli.Invocation;
using MissionControl.Cli.Reference;
using MissionControl.Cli.Remote;
using MissionControl.Cli.Secrets;
using MissionControl.Cli.Steps;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded;
using MissionControl.Http.Configuration;
using MissionControl.Portfolio;
using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Transfer;

namespace MissionControl.Cli.Hub;

/// <summary>What the program is made of: the standard tools, secrets from the environment, reference data from files, the embedded runtime.</summary>
internal sealed class HubComposition(Terminal terminal, HostConfiguration? configuration = null)
{
    /// <summary>The environment variable that takes the place of the hub's key file.</summary>
    public const string KeyVariable = "MISSION_HUB_KEY";

    private readonly HostConfiguration _configuration = configuration ?? HostConfiguration.Empty;

    /// <summary>Where people reach the links that this host signs; null where it signs none.</summary>
    public Uri? PublicUrl => _configuration.Links?.PublicUrl;

    /// <summary>The tools as documents are checked against them, before a hub is opened; they cannot run.</summary>
    public ToolRegistry Tools { get; } = ToolSettings.Of(terminal).Register(new UnopenedRecordStore());

    /// <summary>Takes the hub, creating it when it is not there, and goes on with this run and no other; with none when it is null.</summary>
    /// <param name="onlyRecord">No activity starts here, not even of that run.</param>
    /// <exception cref="HubInUseException">Another process owns it.</exception>
    /// <exception cref="HubKeyException">Its key is missing or another one.</exception>
    public Task<EmbeddedRuntime> OpenAsync(HubFile hub, string? drivenRun, bool onlyRecord = false) =>
        TellingAsync(Options(hub) with { Drives = id => id == drivenRun, StartsActivities = !onlyRecord });

    /// <summary>Takes the hub as <see cref="OpenAsync"/> does; where another process serves it, it is used through that.</summary>
    /// <exception cref="HubInUseException">Another process owns it and serves it to nobody.</exception>
    public async Task<HubAccess> AccessAsync(HubFile hub, string? drivenRun, bool onlyRecord = false)
    {
        try
        {
            var runtime = await OpenAsync(hub, drivenRun, onlyRecord);
            try
            {
                var records = new OwnedRecords(new TransferPorts(runtime.Stores.Catalogue, Telemetry(runtime.Stores)), Portfolio(runtime.Stores), terminal.Clock);
                return new OwnedHub(runtime, await NotifyAsync(runtime), records, terminal.Clock);
            }
            catch
            {
                await runtime.DisposeAsync();
                throw;
            }
        }
        catch (HubInUseException used) when (used.Address is not null && HubOwner.Read(hub.Path) is { Address: { } address, Key: { } key })
        {
            return new ServedHub(new HubServer(new Uri(address), key), HubReader.Open(hub.Path)!);
        }
    }

    /// <summary>Takes the hub and goes on with everything in it.</summary>
    /// <exception cref="HubInUseException">Another process owns it.</exception>
    /// <exception cref="HubKeyException">Its key is missing or another one.</exception>
    public Task<EmbeddedRuntime> OpenWholeAsync(HubFile hub) => TellingAsync(Options(hub));

    private async Task<EmbeddedRuntime> TellingAsync(EmbeddedOptions options)
    {
        var runtime = await EmbeddedRuntime.OpenAsync(options);
        runtime.Health.Changed += state => TroubleLines.Tell(terminal, state);
        return runtime;
    }

    /// <summary>Tells people what the runtime asks, through the configured channels.</summary>
    /// <exception cref="UsageException">A secret that the configuration names is missing or unfit.</exception>
    public Task<HubNotifications> NotifyAsync(EmbeddedRuntime runtime) => HubNotifications.BeginAsync(terminal, _configuration, runtime);

    /// <summary>The numbers of the portfolio's rules.</summary>
    public PortfolioSettings Settings => _configuration.Portfolio;

    /// <summary>Does what is done by itself for as long as this process serves the hub.</summary>
    public HubSchedules Schedule(EmbeddedRuntime runtime) => new(terminal, runtime.Stores.Portfolio, new PortfolioTick(Portfolio(runtime.Stores)).Schedules);

    /// <summary>The portfolio of a hub, by the numbers of the configuration.</summary>
    public HubPortfolio Portfolio(HubStores stores) => new(Telemetry(stores), stores.Definitions, stores.Catalogue, terminal.Clock);

    public TelemetryPorts Telemetry(HubStores stores) => stores.TelemetryPorts(Settings);

    private EmbeddedOptions Options(HubFile hub)
    {
        hub.Prepare();
        var limits = LimitSettings.Of(terminal);
        var options = new EmbeddedOptions
        {
            HubFile = hub.Path,
            HubKey = terminal.Variable(KeyVariable),
            Clock = terminal.Clock,
            Registry = stores => new OrchestrationRegistry().AddMissions(Ports(stores)),
            Limits = limits.Steps.IsUnlimited ? null : limits.Steps.For(Tools),
        };
        return options with
        {
            MaxConcurrentActivities = limits.Activities ?? options.MaxConcurrentActivities,
            MaxQueuedStarts = limits.Starts ?? options.MaxQueuedStarts,
        };
    }

    private MissionPorts Ports(HubStores stores) => new()
    {
        Tools = ToolSettings.Of(terminal).Register(stores.Records, stores.Portfolio),
        Assets = stores.Assets,
        Definitions = stores.Definitions,
        Approvals = stores.Approvals,
        Claims = stores.Claims,
        Telemetry = Telemetry(stores),
        Secrets = new EnvironmentSecretStore(terminal.Variable),
        Reference = new ImportedReferenceSource(new FileReferenceSource(), stores.Portfolio),
        Clock = terminal.Clock,
        People = _configuration.People,
        ApprovalRules = _configuration.ApprovalRules,
        Routing = Settings.RoutingStrategy,
    };
}

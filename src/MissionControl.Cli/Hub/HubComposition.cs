using MissionControl.Cli.Reference;
using MissionControl.Cli.Remote;
using MissionControl.Cli.Secrets;
using MissionControl.Cli.Steps;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded;
using MissionControl.Runtime;
using MissionControl.Steps;

namespace MissionControl.Cli.Hub;

/// <summary>What the program is made of: the standard tools, secrets from the environment, reference data from files, the embedded runtime.</summary>
internal sealed class HubComposition(Terminal terminal)
{
    /// <summary>The environment variable that takes the place of the hub's key file.</summary>
    public const string KeyVariable = "MISSION_HUB_KEY";

    /// <summary>The tools as documents are checked against them, before a hub is opened; they cannot run.</summary>
    public ToolRegistry Tools { get; } = ToolSettings.Of(terminal).Register(new UnopenedRecordStore());

    /// <summary>Takes the hub, creating it when it is not there, and goes on with this run and no other; with none when it is null.</summary>
    /// <param name="onlyRecord">No activity starts here, not even of that run.</param>
    /// <exception cref="HubInUseException">Another process owns it.</exception>
    /// <exception cref="HubKeyException">Its key is missing or another one.</exception>
    public Task<EmbeddedRuntime> OpenAsync(HubFile hub, string? drivenRun, bool onlyRecord = false) =>
        EmbeddedRuntime.OpenAsync(Options(hub) with { Drives = id => id == drivenRun, StartsActivities = !onlyRecord });

    /// <summary>Takes the hub as <see cref="OpenAsync"/> does; where another process serves it, it is used through that.</summary>
    /// <exception cref="HubInUseException">Another process owns it and serves it to nobody.</exception>
    public async Task<HubAccess> AccessAsync(HubFile hub, string? drivenRun, bool onlyRecord = false)
    {
        try
        {
            return new OwnedHub(await OpenAsync(hub, drivenRun, onlyRecord), terminal.Clock);
        }
        catch (HubInUseException used) when (used.Address is not null && HubOwner.Read(hub.Path) is { Address: { } address, Key: { } key })
        {
            return new ServedHub(new HubServer(new Uri(address), key), HubReader.Open(hub.Path)!);
        }
    }

    /// <summary>Takes the hub and goes on with everything in it.</summary>
    /// <exception cref="HubInUseException">Another process owns it.</exception>
    /// <exception cref="HubKeyException">Its key is missing or another one.</exception>
    public Task<EmbeddedRuntime> OpenWholeAsync(HubFile hub) => EmbeddedRuntime.OpenAsync(Options(hub));

    private EmbeddedOptions Options(HubFile hub)
    {
        hub.Prepare();
        return new EmbeddedOptions
        {
            HubFile = hub.Path,
            HubKey = terminal.Variable(KeyVariable),
            Clock = terminal.Clock,
            Registry = stores => new OrchestrationRegistry().AddMissions(Ports(stores)),
        };
    }

    private MissionPorts Ports(HubStores stores) => new()
    {
        Tools = ToolSettings.Of(terminal).Register(stores.Records),
        Assets = stores.Assets,
        Definitions = stores.Definitions,
        Approvals = stores.Approvals,
        Claims = stores.Claims,
        Secrets = new EnvironmentSecretStore(terminal.Variable),
        Reference = new FileReferenceSource(),
        Clock = terminal.Clock,
    };
}

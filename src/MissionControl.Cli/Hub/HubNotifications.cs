using MissionControl.Cli.Invocation;
using MissionControl.Cli.Secrets;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded;
using MissionControl.Http.Channels;
using MissionControl.Http.Configuration;
using MissionControl.Notifications;
using MissionControl.Tools.Web;

namespace MissionControl.Cli.Hub;

/// <summary>Tells people, through the configured channels, what the owner of a hub asks and decided, for as long as it owns the hub.</summary>
internal sealed class HubNotifications : IAsyncDisposable
{
    /// <summary>What is asked just before the process ends is told before it ends, if that goes quickly; the next owner tells the rest.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly Terminal _terminal;
    private readonly ChannelSet _channels;
    private readonly NotificationDispatcher _dispatcher;
    private readonly Task _running;

    private HubNotifications(Terminal terminal, ChannelSet channels, NotificationDispatcher dispatcher)
    {
        (_terminal, _channels, _dispatcher) = (terminal, channels, dispatcher);
        _running = new NotificationPump(dispatcher, terminal.Clock, Tell).RunAsync(_stop.Token);
    }

    /// <summary>What answers those who come through a channel.</summary>
    public ChannelDoors Doors => _channels.Doors;

    /// <exception cref="UsageException">A secret that the configuration names is missing or unfit.</exception>
    public static async Task<HubNotifications> BeginAsync(Terminal terminal, HostConfiguration configuration, EmbeddedRuntime runtime)
    {
        ChannelSet channels;
        try
        {
            channels = await new ChannelSetup
            {
                Configuration = configuration,
                Secrets = new EnvironmentSecretStore(terminal.Variable),
                SeenKeys = runtime.Stores.SeenKeys,
                Outbound = OutboundConnections.Open,
                HubId = runtime.HubId,
                Clock = terminal.Clock,
            }.OpenAsync(CancellationToken.None);
        }
        catch (ConfigurationException wrong)
        {
            throw new UsageException(wrong.Message);
        }

        return new HubNotifications(terminal, channels, new NotificationDispatcher(new NotificationPorts
        {
            Approvals = runtime.Stores.Approvals,
            Deliveries = runtime.Stores.Deliveries,
            Notices = runtime.Stores.Notices,
            Channels = channels.Senders,
            Clock = terminal.Clock,
        }));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        using var limit = new CancellationTokenSource(LastWords, _terminal.Clock);
        try
        {
            await _dispatcher.RunOnceAsync(limit.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or HubUnavailableException)
        {
            // What was not told is in the hub; the next owner tells it.
        }

        _channels.Dispose();
        _stop.Dispose();
    }

    private void Tell(Exception error) => _terminal.Error.WriteLine($"warning: notifications: {PlainText.Line(error.Message)}");
}

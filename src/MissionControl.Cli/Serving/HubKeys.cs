using MissionControl.Cli.Hub;
using MissionControl.Cli.Remote;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded;

namespace MissionControl.Cli.Serving;

/// <summary>Changes the keys of a hub: in the file, or through the process that serves it.</summary>
internal static class HubKeys
{
    public static async Task<T> ChangeAsync<T>(Terminal terminal, HubFile hub, Func<EmbeddedRuntime, Task<T>> own, Func<HubServer, Task<T>> served)
    {
        try
        {
            await using var runtime = await new HubComposition(terminal).OpenAsync(hub, drivenRun: null, onlyRecord: true);
            return await own(runtime);
        }
        catch (HubInUseException used) when (used.Address is not null && HubOwner.Read(hub.Path) is { Address: { } address, Key: { } key })
        {
            using var server = new HubServer(new Uri(address), key);
            return await served(server);
        }
    }
}

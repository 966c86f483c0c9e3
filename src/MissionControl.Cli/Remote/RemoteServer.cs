using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Remote;

/// <summary>A Mission Control server that a person names, on this machine or elsewhere.</summary>
internal static class RemoteServer
{
    /// <summary>Holds the key; an argument would stand in the list of processes and in the shell's history.</summary>
    public const string KeyVariable = "MISSION_SERVER_KEY";

    /// <exception cref="UsageException">The address would show the key to others, or there is no key.</exception>
    public static HubServer Open(Terminal terminal, string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || address is { Scheme: "http", IsLoopback: true }) || address.UserInfo.Length > 0)
        {
            throw new UsageException($"--server: '{PlainText.Short(url, 80)}' is no address that a key can be sent to. Write it as https://host.");
        }

        return terminal.Variable(KeyVariable) is { Length: > 0 } key && key.All(c => c is > ' ' and < '\u007f')
            ? new HubServer(address, key)
            : throw new UsageException($"--server: {KeyVariable} holds no key. Set it to a key of that server with the role admin; it is never an argument.");
    }
}

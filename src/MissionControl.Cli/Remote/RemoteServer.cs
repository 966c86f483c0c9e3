using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Remote;

/// <summary>A Mission Control server that a person names, on this machine or elsewhere.</summary>
internal static class RemoteServer
{
    /// <summary>Holds the key; an argument would stand in the list of processes and in the shell's history.</summary>
    public const string KeyVariable = "MISSION_SERVER_KEY";

    /// <summary>Holds the function key of a server that Azure Functions stand in front of. A <see cref="KeyVariable"/> that is none of ours is one, too.</summary>
    public const string FunctionKeyVariable = "MISSION_SERVER_FUNCTION_KEY";

    private const string OurKeys = "mc_";

    /// <exception cref="UsageException">The address would show the key to others, or there is no key.</exception>
    public static HubServer Open(Terminal terminal, string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || address is { Scheme: "http", IsLoopback: true }) || address.UserInfo.Length > 0)
        {
            throw new UsageException($"--server: '{PlainText.Short(url, 80)}' is no address that a key can be sent to. Write it as https://host.");
        }

        var key = Key(terminal, KeyVariable)
            ?? throw new UsageException($"--server: {KeyVariable} holds no key. Set it to a key of that server with the role admin; it is never an argument.");
        var isOurs = key.StartsWith(OurKeys, StringComparison.Ordinal);
        return new HubServer(address, isOurs ? key : null, Key(terminal, FunctionKeyVariable) ?? (isOurs ? null : key));
    }

    private static string? Key(Terminal terminal, string variable) => terminal.Variable(variable) is not { Length: > 0 } key ? null
        : key.All(c => c is > ' ' and < '\u007f') ? key
        : throw new UsageException($"--server: {variable} holds no key: it has blanks or characters beyond ASCII.");
}

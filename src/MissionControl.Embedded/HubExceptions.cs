namespace MissionControl.Embedded;

/// <summary>Another process owns the hub file.</summary>
public sealed class HubInUseException(string hubFile, int? pid, string? host, string? address = null)
    : Exception($"The hub '{hubFile}' is in use by process {pid?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unknown"} on {host ?? "an unknown host"}"
        + $"{(address is null ? "" : $", which serves it at {address}")}. Stop that process, or name another hub file.")
{
    public int? Pid { get; } = pid;

    public string? Host { get; } = host;

    /// <summary>Where it serves the hub over HTTP; null when it does not.</summary>
    public string? Address { get; } = address;
}

/// <summary>The file is no hub, or one of a newer version. It was not touched.</summary>
public sealed class HubFormatException(string message) : Exception(message);

/// <summary>The key that seals a hub's histories is missing, another one, or none. The hub was not touched.</summary>
public sealed class HubKeyException(string message) : Exception(message);

/// <summary>The hub could not be written; nothing of the request is on disk.</summary>
public sealed class HubUnavailableException(string message, Exception? cause) : Exception(message, cause);

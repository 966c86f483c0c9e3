using MissionControl.Embedded.Sqlite;

namespace MissionControl.Embedded;

/// <summary>The process that owns a hub, as it wrote itself down beside the hub's file, readable for its own user only.</summary>
public sealed record HubOwner(int Pid, string Host)
{
    /// <summary>Where it serves the hub over HTTP; null when it does not.</summary>
    public string? Address { get; init; }

    /// <summary>The key for commands of the same user; it ends with the process.</summary>
    public string? Key { get; init; }

    /// <summary>Null when nobody ever owned the hub, or what is there cannot be read. The owner may be gone: only the lock tells.</summary>
    public static HubOwner? Read(string hubFile) => HubLock.ReadOwner(Path.GetFullPath(hubFile));

    public override string ToString() => $"process {Pid} on {Host}";
}

using System.Text.Json;

namespace MissionControl.Embedded.Sqlite;

/// <summary>
/// Makes this process the only owner of a hub file. The lock is the operating system's and ends with the process, however it ends;
/// who holds it stands in the file beside it.
/// </summary>
internal sealed class HubLock : IDisposable
{
    // How the operating systems say that another one holds the lock; every other error is the disk's.
    private const int WouldBlock = 11;
    private const int WouldBlockOnMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020);

    private readonly FileStream _lock;

    private HubLock(FileStream held) => _lock = held;

    /// <exception cref="HubInUseException">Another process, or another runtime of this one, has it.</exception>
    public static HubLock Take(string hubFile)
    {
        FileStream held;
        try
        {
            held = new FileStream(hubFile + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.HResult is WouldBlock or WouldBlockOnMac or SharingViolation)
        {
            var owner = ReadOwner(hubFile);
            throw new HubInUseException(hubFile, owner?.Pid, owner?.Host);
        }

        File.WriteAllText(OwnerFile(hubFile), Wire.Serialize(new HubOwner(Environment.ProcessId, Environment.MachineName)));
        return new HubLock(held);
    }

    public void Dispose() => _lock.Dispose();

    private static string OwnerFile(string hubFile) => hubFile + ".owner";

    private static HubOwner? ReadOwner(string hubFile)
    {
        try
        {
            return Wire.Deserialize<HubOwner>(File.ReadAllText(OwnerFile(hubFile)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            // Who it is cannot be told; that somebody is there can.
            return null;
        }
    }
}

/// <summary>Who owns a hub.</summary>
internal sealed record HubOwner(int Pid, string Host);

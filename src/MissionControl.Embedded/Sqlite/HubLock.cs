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
    private readonly string _hubFile;

    private HubLock(FileStream held, string hubFile) => (_lock, _hubFile) = (held, hubFile);

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
            throw new HubInUseException(hubFile, owner?.Pid, owner?.Host, owner?.Address);
        }

        try
        {
            var taken = new HubLock(held, hubFile);
            taken.Announce(null, null);
            return taken;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Tells others where the hub is served, and the same user with which key.</summary>
    public void Announce(string? address, string? key)
    {
        var owner = new HubOwner(Environment.ProcessId, Environment.MachineName) { Address = address, Key = key };
        var unfinished = OwnerFile(_hubFile) + ".new";
        File.Delete(unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(unfinished, options))
        {
            file.Write(Wire.SerializeToUtf8Bytes(owner));
        }

        File.Move(unfinished, OwnerFile(_hubFile), overwrite: true);
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>What the file beside the hub says; null when it says nothing that can be read.</summary>
    public static HubOwner? ReadOwner(string hubFile)
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

    private static string OwnerFile(string hubFile) => hubFile + ".owner";
}

using System.Security.Cryptography;
using System.Text;

namespace MissionControl.Embedded.Sealing;

/// <summary>The secret that a hub's histories are sealed with. It lies outside the hub, and no message shows it.</summary>
internal static class HubKey
{
    private const int Size = 32;
    private const int MaxSize = 64;
    private const int MaxFileSize = 1024;
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public static string FileOf(string hubFile) => hubFile + ".key";

    /// <exception cref="HubKeyException">It is no key.</exception>
    public static byte[] Parse(string base64, string place)
    {
        var key = new byte[MaxSize + 3];
        return Convert.TryFromBase64String(base64.Trim(), key, out var length) && length is >= Size and <= MaxSize
            ? key[..length]
            : throw new HubKeyException($"{place} holds no key: a key is {Size} to {MaxSize} random bytes in base64, as 'openssl rand -base64 {Size}' makes them.");
    }

    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="HubKeyException">It cannot be read, others can read it, or it holds no key.</exception>
    public static byte[]? Read(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0)
        {
            throw new HubKeyException($"The key file '{file}' can be read or written by others than its owner. Let only its owner have it: chmod 600 '{file}'.");
        }

        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            var bytes = new byte[MaxFileSize];
            return Parse(Encoding.ASCII.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)), $"The key file '{file}'");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HubKeyException($"The key file '{file}' cannot be read: {error.Message}");
        }
    }

    /// <summary>Makes a new key and the file that only its owner can read; on disk when it returns.</summary>
    public static byte[] Create(string file)
    {
        var key = RandomNumberGenerator.GetBytes(Size);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
        }

        using var stream = new FileStream(file, options);
        stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + "\n"));
        stream.Flush(flushToDisk: true);
        return key;
    }
}

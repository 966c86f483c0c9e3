using System.Buffers.Binary;
using System.Text;

namespace MissionControl.Embedded.Sqlite;

/// <summary>Tells from the first hundred bytes whether a file is a hub, without touching it.</summary>
internal static class HubFile
{
    private const int HeaderLength = 100;
    private const int UserVersionOffset = 60;
    private const int ApplicationIdOffset = 68;
    private static readonly byte[] Magic = Encoding.ASCII.GetBytes("SQLite format 3\0");

    /// <returns>The schema version; 0 when there is no file, or an empty one, that may become a hub.</returns>
    /// <exception cref="HubFormatException">It is something else, or a newer hub.</exception>
    public static int ReadVersion(string path)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        var header = ReadHeader(path);
        if (header.Length == 0)
        {
            return 0;
        }

        if (header.Length < HeaderLength || !header.AsSpan(0, Magic.Length).SequenceEqual(Magic)
            || BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(ApplicationIdOffset)) != Schema.ApplicationId)
        {
            throw new HubFormatException($"'{path}' is not a mission hub; it was not touched. Name another file with --hub, or a path where there is none yet.");
        }

        var version = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(UserVersionOffset));
        return version <= Schema.Versions.Length
            ? version
            : throw new HubFormatException(
                $"The hub '{path}' has version {version}, this program knows {Schema.Versions.Length}; it was not touched. Use the newer program that wrote it.");
    }

    private static byte[] ReadHeader(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var header = new byte[HeaderLength];
        return header[..file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false)];
    }
}

namespace MissionControl.Cli.Documents;

/// <summary>Reads a file up to a limit, whatever its length claims to be: devices and pipes have none.</summary>
internal static class BoundedFile
{
    /// <returns>The bytes, or null when there are more than <paramref name="maxBytes"/>.</returns>
    public static byte[]? Read(string path, int maxBytes)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.CanSeek && stream.Length > maxBytes)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            if (bytes.Length + read > maxBytes)
            {
                return null;
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }
}

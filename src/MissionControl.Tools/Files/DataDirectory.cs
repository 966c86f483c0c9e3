using MissionControl.Steps;

namespace MissionControl.Tools.Files;

/// <summary>Reads files of the run's data directory and none outside it, whatever the path says and wherever links lead.</summary>
internal static class DataDirectory
{
    /// <returns>The bytes, or null when there is no such file.</returns>
    /// <exception cref="ToolException">There is no data directory, the path leaves it, or the file is too large.</exception>
    public static async Task<byte[]?> ReadAsync(ToolContext context, string path, int maxBytes)
    {
        var file = new FileInfo(Resolve(context, path));
        if (!file.Exists)
        {
            return null;
        }

        if (file.Length > maxBytes)
        {
            throw Unfit($"The file '{path}' is larger than {maxBytes} bytes.");
        }

        return await File.ReadAllBytesAsync(file.FullName, context.CancellationToken);
    }

    /// <returns>The real path, whether or not something is there.</returns>
    /// <exception cref="ToolException">There is no data directory, or the path leaves it.</exception>
    public static string Resolve(ToolContext context, string path)
    {
        if (context.DataDirectory is null)
        {
            throw Unfit($"The run has no data directory to read '{path}' from; start it with one.");
        }

        if (path.Length == 0 || path.Contains('\0') || Path.IsPathRooted(path))
        {
            throw Outside(path);
        }

        var root = RealPath.Of(context.DataDirectory);
        var current = root;
        foreach (var name in path.Split('/', '\\'))
        {
            current = name is "" or "." or ".." || name.Contains(':') ? throw Outside(path) : RealPath.Of(Path.Combine(current, name));
            if (!current.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw Outside(path);
            }
        }

        return current;
    }

    private static ToolException Outside(string path) =>
        Unfit($"'{path}' is not a path inside the data directory. Use a relative path with '/', without '..'.");

    private static ToolException Unfit(string message) => new("invalid_file", message, retryable: false);
}

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

        if (FaultOf(path) is { } fault)
        {
            throw Unfit(fault);
        }

        var root = RealPath.Of(context.DataDirectory);
        var current = root;
        foreach (var name in Names(path))
        {
            current = RealPath.Of(Path.Combine(current, name));
            if (!current.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw Unfit(Outside(path));
            }
        }

        return current;
    }

    /// <summary>What is wrong with the path as it is written, whatever directory it is for; null when nothing is.</summary>
    public static string? FaultOf(string path) =>
        path.Length == 0 || path.Contains('\0') || Path.IsPathRooted(path) || Names(path).Any(name => name is "" or "." or ".." || name.Contains(':'))
            ? Outside(path)
            : null;

    private static string[] Names(string path) => path.Split('/', '\\');

    private static string Outside(string path) => $"'{path}' is not a path inside the data directory. Use a relative path with '/', without '..'.";

    private static ToolException Unfit(string message) => new("invalid_file", message, retryable: false);
}

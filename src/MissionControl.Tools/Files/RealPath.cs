using MissionControl.Steps;

namespace MissionControl.Tools.Files;

/// <summary>A path with every symbolic link on it followed, those in links' targets included.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <exception cref="ToolException">The links form a loop.</exception>
    public static string Of(string path)
    {
        var links = MostLinks;
        return Follow(Path.GetFullPath(path), ref links);
    }

    private static string Follow(string path, ref int links)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            if (new FileInfo(real).LinkTarget is { } target)
            {
                real = links-- > 0
                    ? Follow(Path.GetFullPath(target, Path.GetDirectoryName(real)!), ref links)
                    : throw new ToolException("invalid_file", $"The path ends in a loop of symbolic links at '{part}'. Remove the loop.", retryable: false);
            }
        }

        return real;
    }
}

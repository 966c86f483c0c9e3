using MissionControl.Testing;

namespace MissionControl.Tests.House;

/// <summary>The files that people wrote, below a folder of the repository.</summary>
internal static class SourceFiles
{
    private static readonly string[] Made = ["bin", "obj"];

    /// <summary>Paths from the repository's root, with forward slashes, in a stable order.</summary>
    public static IReadOnlyList<string> Below(string folder, string pattern) =>
        Directory.EnumerateFiles(Repository.PathTo(folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(Made.Contains))
            .Order(StringComparer.Ordinal)
            .ToList();

    public static IReadOnlyList<string> Projects => [.. Below("src", "*.csproj"), .. Below("tests", "*.csproj")];
}

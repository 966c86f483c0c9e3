namespace MissionControl.Tools;

/// <summary>Places of this repository, for tests of the files it ships.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Data => Path.Combine(Root, "data");

    private static string Find(string directory) =>
        File.Exists(Path.Combine(directory, "MissionControl.sln")) ? directory : Find(Path.GetDirectoryName(directory)!);
}

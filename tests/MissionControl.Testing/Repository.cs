namespace MissionControl.Testing;

/// <summary>Finds the repository that the tests were built in.</summary>
public static class Repository
{
    /// <summary>The folder of MissionControl.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of example data that may lie beside the repository.</summary>
    public static string SharedData => Path.GetFullPath(Path.Combine(Root, "..", "shared", "data"));

    public static string PathTo(params IEnumerable<string> parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MissionControl.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds MissionControl.sln: run the tests inside the repository.");
    }
}

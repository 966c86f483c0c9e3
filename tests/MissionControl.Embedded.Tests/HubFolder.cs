namespace MissionControl.Embedded.Tests;

/// <summary>A folder for hub files that goes with the test.</summary>
internal sealed class HubFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-");

    public string File => Path.Combine(_folder.FullName, "test.hub");

    public IEnumerable<string> Names => _folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal);

    public void Dispose() => _folder.Delete(recursive: true);
}

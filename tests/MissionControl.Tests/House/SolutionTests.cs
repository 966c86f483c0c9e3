using System.Text.Json;
using System.Text.RegularExpressions;
using MissionControl.Testing;

namespace MissionControl.Tests.House;

public sealed class SolutionTests
{
    /// <summary>Needs the Azure packages, which the local build does without.</summary>
    private static readonly string[] NotLocal = ["MissionControl.Functions", "MissionControl.Functions.Tests"];

    [Fact]
    public void Solution_OfTheHouse_HoldsEveryProject() => Assert.Equal(SourceFiles.Projects.Order(StringComparer.Ordinal), InSolution());

    [Fact]
    public void LocalSolutionFilter_HoldsEveryProjectThatBuildsWithoutTheAzurePackages()
    {
        using var filter = JsonDocument.Parse(File.ReadAllText(Repository.PathTo("MissionControl.Local.slnf")));
        var listed = filter.RootElement.GetProperty("solution").GetProperty("projects").EnumerateArray().Select(path => path.GetString()!.Replace('\\', '/'));

        Assert.Equal(
            SourceFiles.Projects.Where(file => !NotLocal.Contains(Path.GetFileNameWithoutExtension(file))).Order(StringComparer.Ordinal),
            listed.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> InSolution() =>
        Regex.Matches(File.ReadAllText(Repository.PathTo("MissionControl.sln")), "\"([^\"]+\\.csproj)\"")
            .Select(match => match.Groups[1].Value.Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
}

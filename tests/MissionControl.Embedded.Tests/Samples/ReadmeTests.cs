using System.Text.RegularExpressions;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Samples;

/// <summary>What the test kit's README shows is what runs here.</summary>
public sealed class ReadmeTests
{
    private static readonly string[] Shown = ["Samples/DeployMissionTests.cs", "Conformance/LiveConformanceTests.cs"];

    [Fact]
    public void CodeBlocks_OfTheTestKitsReadme_AreFilesOfThisProject()
    {
        var readme = File.ReadAllText(Repository.PathTo("tests", "MissionControl.Testing", "README.md"));
        var blocks = Regex.Matches(readme, "^```csharp\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline).Select(match => match.Groups[1].Value);

        Assert.Equal(Shown.Select(file => File.ReadAllText(Repository.PathTo("tests", "MissionControl.Embedded.Tests", file))), blocks);
        Assert.Equal(Shown.Length, Regex.Count(readme, "^```[a-z]+$", RegexOptions.Multiline));
    }
}

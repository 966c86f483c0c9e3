using System.Reflection;
using System.Xml.Linq;
using MissionControl.Testing;

namespace MissionControl.Tests.House;

/// <summary>A project exists to forbid a reference or to start a process: who may refer to whom.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["MissionControl"] = [],
        ["MissionControl.Tools"] = ["MissionControl"],
        ["MissionControl.Embedded"] = ["MissionControl"],
        ["MissionControl.AzureStorage"] = ["MissionControl"],
        ["MissionControl.Http"] = ["MissionControl"],
        ["MissionControl.Functions"] = ["MissionControl", "MissionControl.Tools", "MissionControl.AzureStorage", "MissionControl.Http"],
        ["MissionControl.Cli"] = ["MissionControl", "MissionControl.Tools", "MissionControl.Embedded", "MissionControl.Http"],
    };

    /// <summary>They check the build and leave nothing in the product.</summary>
    private static readonly string[] Analyzers = ["Microsoft.CodeAnalysis.BannedApiAnalyzers"];

    public static TheoryData<string> SourceProjects => [.. SourceFiles.Below("src", "*.csproj")];

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void Project_OfTheProduct_RefersOnlyToProjectsThatItMay(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);

        Assert.True(Allowed.TryGetValue(name, out var allowed), $"{name} is no project of the house.");
        Assert.Empty(References(file).Except(allowed!));
    }

    [Fact]
    public void Core_OfTheProduct_RefersToNothing()
    {
        const string Core = "src/MissionControl/MissionControl.csproj";

        Assert.Empty(References(Core));
        Assert.Empty(Items(Core, "PackageReference").Except(Analyzers));
        Assert.Empty(Items(Core, "FrameworkReference"));
        Assert.Empty(Items(Core, "Reference"));
    }

    [Fact]
    public void Core_AsItWasBuilt_NeedsOnlyTheBaseClassLibrary()
    {
        var library = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var references = typeof(Wire).Assembly.GetReferencedAssemblies();

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.Equal(library, Path.GetDirectoryName(Assembly.Load(reference).Location)));
    }

    [Fact]
    public void Packages_ForEverySourceProject_AreOnlyAnalyzers() =>
        Assert.Empty(Items("src/Directory.Build.props", "PackageReference").Except(Analyzers));

    private static IEnumerable<string> References(string file) =>
        Items(file, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    private static IEnumerable<string> Items(string file, string kind) =>
        XDocument.Load(Repository.PathTo(file)).Descendants(kind).Select(item => (string)item.Attribute("Include")!);
}

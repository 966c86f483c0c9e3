using System.Text.RegularExpressions;
using MissionControl.Http.Routing;
using MissionControl.Testing;

namespace MissionControl.Http.Tests.Routing;

/// <summary>The Functions app writes each route in full: what it writes is the table of routes, whether or not its packages are there to build it.</summary>
public sealed partial class FunctionRouteTests
{
    [Fact]
    public void Functions_OfTheAzureApp_AreTheRoutesOfTheApi() => Assert.Equal(
        ApiRoutes.All.Select(route => $"{route.Name} {route.Method.ToLowerInvariant()} {route.Pattern.TrimStart('/')}").Order(StringComparer.Ordinal),
        Written().Select(match => $"{match.Groups["name"].Value} {match.Groups["method"].Value} {match.Groups["route"].Value}").Order(StringComparer.Ordinal));

    [Fact]
    public void Function_OfARouteWithoutARole_IsOpenAndEveryOtherWantsAKey() => Assert.All(
        Written(),
        match => Assert.Equal(ApiRoutes.All.Single(route => route.Name == match.Groups["name"].Value).Needs is null ? "Anonymous" : "Function", match.Groups["level"].Value));

    private static List<Match> Written() =>
    [
        .. Directory.EnumerateFiles(Repository.PathTo("src", "MissionControl.Functions", "Http"), "*Functions.cs")
            .SelectMany(file => Function().Matches(File.ReadAllText(file))),
    ];

    [GeneratedRegex("""\[Function\("(?<name>\w+)"\)\][^\[]+\[HttpTrigger\(AuthorizationLevel\.(?<level>\w+), "(?<method>\w+)", Route = "(?<route>[^"]+)"\)\]""")]
    private static partial Regex Function();
}

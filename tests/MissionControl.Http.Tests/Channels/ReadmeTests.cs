using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MissionControl.Http.Configuration;
using MissionControl.Http.Webhooks;
using MissionControl.Testing;

namespace MissionControl.Http.Channels;

/// <summary>What the README of the channels shows is what the code takes, and the tests it names are there.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Repository.PathTo("src/MissionControl.Http/Channels/README.md"));

    [Fact]
    public void Configuration_OfTheReadme_IsRead()
    {
        var reading = ConfigurationReader.Read(Encoding.UTF8.GetBytes(Blocks()[0]), "README.md");

        var configuration = Assert.IsType<ConfigurationReading.Sound>(reading).Configuration;
        Assert.NotNull(configuration.Links);
        Assert.NotNull(configuration.Channels.Outlook);
    }

    [Fact]
    public void Vote_OfTheReadme_IsAVote()
    {
        var vote = JsonSerializer.Deserialize<WebhookDecision>(Blocks()[1], Wire.Options)!;

        Assert.Equal((WebhookDecision.DecisionType, "approve", "ann"), (vote.Type, vote.Data!.Decision, vote.Data.By));
    }

    [Fact]
    public void Tests_ThatTheReadmeNames_AreThere()
    {
        var tests = typeof(ReadmeTests).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance)).Select(method => method.Name).ToList();
        var named = TestName().Matches(Text).Select(match => match.Groups[1].Value).ToList();

        Assert.True(named.Count > 20);
        Assert.All(named, name => Assert.Contains(tests, test => test.StartsWith(name, StringComparison.Ordinal)));
    }

    private static List<string> Blocks() => [.. JsonBlock().Matches(Text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();

    [GeneratedRegex(@"`(?:\w+\.)?(\w+_\w*)\.\.\.`")]
    private static partial Regex TestName();
}

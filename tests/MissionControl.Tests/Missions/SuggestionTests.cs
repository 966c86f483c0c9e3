using MissionControl.Missions;

namespace MissionControl.Tests.Missions;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("emial", "email")]
    [InlineData("gaol", "goal")]
    [InlineData("Hops", "hops")]
    [InlineData("hop", "hops")]
    [InlineData("out_put_mapping", "output_mapping")]
    [InlineData("parameters_maping", "parameter_mapping")]
    public void Word_NearACandidate_GivesTheCandidate(string word, string nearest) =>
        Assert.Equal(nearest, Suggestion.Nearest(word, ["email", "goal", "hops", "output_mapping", "parameter_mapping", "input_mapping"]));

    [Theory]
    [InlineData("")]
    [InlineData("xyz")]
    [InlineData("ho")]
    [InlineData("females")]
    [InlineData("moguls")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789")]
    public void Word_FarFromEveryCandidate_GivesNothing(string word) => Assert.Null(Suggestion.Nearest(word, ["email", "goals", "input_mapping"]));
}

using System.Text.Json.Nodes;
using MissionControl.Steps;

namespace MissionControl.Tools.Durations;

public sealed class DurationParameterTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("PT5M", 300)]
    [InlineData("24h", 86400)]
    public void Duration_OfAtMostADay_IsRead(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Read(text));

    [Theory]
    [InlineData("5", "'wait': \"5\" is no duration: write a number and its unit")]
    [InlineData("-5s", "is no duration")]
    [InlineData("25h", "'wait' is longer than a day")]
    public void Duration_AnythingElse_IsRefused(string text, string message)
    {
        var error = Assert.Throws<ToolException>(() => Read(text));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.False(error.Retryable);
    }

    [Fact]
    public void Duration_NotGiven_IsAbsent() => Assert.Null(DurationParameter.Read(new ToolInput([]), "wait"));

    private static TimeSpan? Read(string text) => DurationParameter.Read(new ToolInput(new JsonObject { ["wait"] = text }), "wait");
}

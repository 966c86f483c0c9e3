using MissionControl.Missions;

namespace MissionControl.Tests.Missions;

public sealed class DurationTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("5m", 300)]
    [InlineData("2h", 7200)]
    [InlineData("30d", 2_592_000)]
    [InlineData("1.5h", 5400)]
    [InlineData("0s", 0)]
    [InlineData("PT5M", 300)]
    [InlineData("P2D", 172_800)]
    [InlineData("P1W", 604_800)]
    [InlineData("P1DT2H3M4.5S", 93_784.5)]
    [InlineData("PT0.001S", 0.001)]
    [InlineData("3650d", 315_360_000)]
    public void Text_WithAUnit_IsThatSpan(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Duration.Parse(text));

    [Theory]
    [InlineData(0.6, "PT0.6S")]
    [InlineData(300, "PT5M")]
    [InlineData(93_784.5, "P1DT2H3M4.5S")]
    public void Span_AsText_ReadsBackAsItself(double seconds, string text)
    {
        Assert.Equal(text, Duration.Text(TimeSpan.FromSeconds(seconds)));
        Assert.Equal(TimeSpan.FromSeconds(seconds), Duration.Parse(text));
    }

    [Theory]
    [InlineData("90")]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-5m")]
    [InlineData("5 m")]
    [InlineData("5M")]
    [InlineData("5m ")]
    [InlineData("5m\n")]
    [InlineData("5m2s")]
    [InlineData("1e3s")]
    [InlineData("٣s")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("P1Y")]
    [InlineData("P1M")]
    [InlineData("pt5m")]
    [InlineData("PT5M3H")]
    [InlineData("-PT5M")]
    [InlineData("00000000000000000000000000000000000000000005m")]
    public void Text_WithoutAUnitOrOtherwiseOdd_IsNoDuration(string text)
    {
        var error = Assert.Throws<FormatException>(() => Duration.Parse(text)).Message;

        Assert.Contains("is no duration: write a number and its unit (90s, 5m, 2h, 30d) or ISO-8601 (PT5M, P2D)", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3651d")]
    [InlineData("9999999999999999999999999999999999999d")]
    [InlineData("P999999999999999W")]
    public void Text_BeyondTenYears_IsRefused(string text) =>
        Assert.Contains("longer than ten years", Assert.Throws<FormatException>(() => Duration.Parse(text)).Message, StringComparison.Ordinal);
}

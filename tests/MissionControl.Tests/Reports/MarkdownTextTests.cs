using MissionControl.Reports.Writing;

namespace MissionControl.Tests.Reports;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("plain words", "plain words")]
    [InlineData("onboarding_time_days", "onboarding_time_days")]
    [InlineData("_so_", "\\_so\\_")]
    [InlineData("a | b", "a \\| b")]
    [InlineData("<b>&", "&lt;b&gt;&amp;")]
    [InlineData("# no heading", "\\# no heading")]
    [InlineData("1. no list", "1\\. no list")]
    [InlineData("2.1", "2.1")]
    [InlineData("58.0 %", "58.0 %")]
    [InlineData("a\nb", "a b")]
    [InlineData("[x](y)`z`*", "\\[x\\](y)\\`z\\`\\*")]
    public void Text_OfAnyKind_IsShownAsItIs(string text, string expected) => Assert.Equal(expected, MarkdownText.Escape(text));

    [Fact]
    public void Text_InsideALine_NeedsLess() => Assert.Equal("+3", MarkdownText.Escape("+3", beginsLine: false));
}

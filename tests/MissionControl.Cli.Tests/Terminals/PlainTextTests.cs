using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Tests.Terminals;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("plain \u00e4 \u6587", "plain \u00e4 \u6587")]
    [InlineData("a\u001b[2Jb", "a\uFFFD[2Jb")]
    [InlineData("a\nb\tc\r\nd", "a b c  d")]
    [InlineData("bell\a null\0 c1\u009b", "bell\uFFFD null\uFFFD c1\uFFFD")]
    [InlineData("turned\u202Etxet", "turned\uFFFDtxet")]
    [InlineData(null, "")]
    public void Line_OfHostileText_HoldsNothingThatATerminalActsUpon(string? text, string shown) => Assert.Equal(shown, PlainText.Line(text));

    [Fact]
    public void Block_OfSeveralLines_KeepsThem() => Assert.Equal("a\nb\uFFFD", PlainText.Block("a\r\nb\u001b"));

    [Fact]
    public void Short_OfALongText_EndsWithAnEllipsis() => Assert.Equal("abcd…", PlainText.Short("abcdefgh", 5));
}

namespace MissionControl.Tools.Mail.Mime;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("<p>one</p><p>two</p>", "one\n\ntwo")]
    [InlineData("one<br>two<BR/>three", "one\ntwo\nthree")]
    [InlineData("one<br><br><br>two", "one\n\ntwo")]
    [InlineData("<ul><li>a</li><li>b</li></ul>", "- a\n- b")]
    [InlineData("a&nbsp;&amp;&#x20AC;&eacute;&rsquo;&bogus;", "a &\u20ACé\u2019&bogus;")]
    [InlineData("<script>if (a < b) alert('</p>')</script>text", "text")]
    [InlineData("<style>p { }</style><head><title>t</title></head>text", "text")]
    [InlineData("<!-- <p>hidden</p> -->seen", "seen")]
    [InlineData("3 < 4 and 5 > 4", "3 < 4 and 5 > 4")]
    [InlineData("<img alt=\"a > b\">text", "text")]
    [InlineData("<p>mine</p><blockquote>theirs<br>too</blockquote>", "mine\n\n> theirs\n> too")]
    [InlineData("<table><tr><td>a</td><td>b</td></tr></table>", "a b")]
    [InlineData("a\n   b\tc", "a b c")]
    [InlineData("<pre>a\nb</pre>", "a\nb")]
    [InlineData("text<script>never closed", "text")]
    [InlineData("text<!-- never closed", "text")]
    [InlineData("text<a href=\"never closed", "text")]
    [InlineData("a&lt;script&gt;", "a<script>")]
    public void Html_OfAnyKind_IsItsReadableText(string html, string expected) => Assert.Equal(expected, HtmlText.From(html));

    [Theory]
    [InlineData("<")]
    [InlineData("<!--")]
    [InlineData("<p ")]
    [InlineData("<blockquote>")]
    [InlineData("&")]
    [InlineData("<a href=\"")]
    public void Html_OfAMillionHostileCharacters_IsReadToItsEnd(string piece) =>
        Assert.DoesNotContain("end", HtmlText.From(string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length))), StringComparison.Ordinal);
}

using System.Text;

namespace MissionControl.Tools.Mail.Mime;

public sealed class BodyTests
{
    [Theory]
    [InlineData("utf-8", "Grüße, 佐藤 €")]
    [InlineData("UTF8", "Grüße")]
    [InlineData("iso-8859-1", "Größe é")]
    [InlineData("iso-8859-2", "Łukasz Zsófia ő")]
    [InlineData("iso-8859-15", "50 € œ")]
    [InlineData("windows-1252", "“quoted” – €")]
    [InlineData("windows-1251", "Привет")]
    [InlineData("koi8-r", "Привет")]
    [InlineData("iso-2022-jp", "佐藤 コーヒー")]
    [InlineData("shift_jis", "破損について")]
    [InlineData("euc-jp", "配送")]
    [InlineData("gb2312", "你好")]
    [InlineData("big5", "您好")]
    [InlineData("euc-kr", "안녕")]
    public void Body_InACharset_IsDecodedFromBase64AndRaw(string charset, string text)
    {
        var name = charset == "UTF8" ? "utf-8" : charset;
        var bytes = (CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name)).GetBytes(text);

        Assert.Equal(text, Letter.Body($"text/plain; charset={charset}", "base64", Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes))).Body);
        Assert.Equal(text, Letter.Body($"text/plain; charset=\"{charset}\"", "8bit", bytes).Body);
    }

    [Theory]
    [InlineData("us-ascii")]
    [InlineData("x-unknown")]
    [InlineData("utf-7; x=\"")]
    public void Body_WithAWrongCharset_IsReadAsItsBytesSuggest(string charset)
    {
        Assert.StartsWith("caf", Letter.Body($"text/plain; charset={charset}", "8bit", Encoding.UTF8.GetBytes("café")).Body, StringComparison.Ordinal);
        Assert.StartsWith("caf", Letter.Body($"text/plain; charset={charset}", "8bit", Encoding.Latin1.GetBytes("café")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("caf=C3=A9", "café")]
    [InlineData("caf=c3=a9", "café")]
    [InlineData("long =\r\nline", "long line")]
    [InlineData("long =  \r\nline", "long line")]
    [InlineData("one\r\ntwo", "one\ntwo")]
    [InlineData("trailing   \r\nspace", "trailing\nspace")]
    [InlineData("50 =3D half", "50 = half")]
    [InlineData("broken =ZZ =4", "broken =ZZ =4")]
    [InlineData("end=", "end")]
    public void QuotedPrintable_WellFormedOrNot_IsDecoded(string raw, string expected) =>
        Assert.Equal(expected, Letter.Body("text/plain; charset=utf-8", "quoted-printable", Encoding.ASCII.GetBytes(raw)).Body);

    [Theory]
    [InlineData("aGVs\r\nbG8=", "hello")]
    [InlineData("aGVs bG8", "hello")]
    [InlineData("aGVsbG8=trailing", "hello")]
    [InlineData("aGVs*bG8=", "hello")]
    [InlineData("aGVsb", "hel")]
    [InlineData("", "")]
    public void Base64_WellFormedOrNot_IsDecodedAsFarAsItGoes(string raw, string expected) =>
        Assert.Equal(expected, Letter.Body("text/plain; charset=utf-8", "Base64", Encoding.ASCII.GetBytes(raw)).Body);

    [Fact]
    public void FlowedText_WithSoftBreaks_IsJoined() =>
        Assert.Equal("one two\nthree\n-- \nAnn".Replace("-- ", "--", StringComparison.Ordinal), Letter.Body("text/plain; format=flowed", "7bit", Encoding.ASCII.GetBytes("one \r\ntwo\r\nthree\r\n-- \r\nAnn")).Body);
}

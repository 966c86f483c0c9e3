namespace MissionControl.Tools.Mail.Mime;

public sealed class StructuredHeaderTests
{
    [Theory]
    [InlineData("attachment; filename=a.pdf", "a.pdf")]
    [InlineData("attachment; FileName=\"a; b.pdf\"", "a; b.pdf")]
    [InlineData("attachment; filename=\"a \\\"b\\\".pdf\"", "a \"b\".pdf")]
    [InlineData("attachment; filename*=UTF-8''Zoll%20M%C3%A4rz.pdf", "Zoll März.pdf")]
    [InlineData("attachment; filename*=iso-8859-1'de'M%E4rz.pdf", "März.pdf")]
    [InlineData("attachment; filename*0=\"long \"; filename*1=\"name.pdf\"", "long name.pdf")]
    [InlineData("attachment; filename*1*=%A4rz; filename*0*=utf-8''M%C3; filename*2=.pdf", "März.pdf")]
    [InlineData("attachment; filename=old.pdf; filename*=UTF-8''n%C3%A9w.pdf", "néw.pdf")]
    [InlineData("attachment; filename=\"=?utf-8?Q?M=C3=A4rz?=.pdf\"", "März.pdf")]
    [InlineData("attachment; filename*x=1; ; =; filename=\"a", "\"a")]
    public void Parameter_InEveryNotation_IsDecoded(string header, string expected) =>
        Assert.Equal(expected, StructuredHeader.Parse(header)["filename"]);

    [Fact]
    public void Value_InAnyCase_IsLowerCase() => Assert.Equal("text/html", StructuredHeader.Parse(" Text/HTML ; charset=x").Value);
}

namespace MissionControl.Tools.Mail.Mime;

public sealed class EncodedWordsTests
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("=?utf-8?Q?Caf=C3=A9_Nordlicht?=", "Café Nordlicht")]
    [InlineData("=?UTF-8?B?R3LDtsOfbGVy?=", "Größler")]
    [InlineData("=?iso-8859-1?q?Gr=F6=DFler?= <x>", "Größler <x>")]
    [InlineData("=?iso-8859-1*de?q?Gr=F6=DFler?=", "Größler")]
    [InlineData("=?windows-1252?Q?=93quoted=94?=", "\u201Cquoted\u201D")]
    [InlineData("=?iso-2022-jp?B?GyRCOjRGIxsoQg==?=", "佐藤")]
    [InlineData("=?shift_jis?B?jbKToQ==?=", "佐藤")]
    [InlineData("=?utf-8?Q?one?= =?utf-8?Q?_two?=", "one two")]
    [InlineData("=?utf-8?Q?one_?=\t =?utf-8?Q?two?=", "one two")]
    [InlineData("=?utf-8?Q?one?= and =?utf-8?Q?two?=", "one and two")]
    [InlineData("=?utf-8?Q?=E2=82?= =?utf-8?Q?=AC?=", "\u20AC")]
    [InlineData("=?utf-8?B?4oI=?= =?iso-8859-1?Q?=E9?=", "\u00E2\u201Aé")]
    [InlineData("=?utf-8?Q?=41?=", "A")]
    [InlineData("=?utf-8?X?abc?=", "=?utf-8?X?abc?=")]
    [InlineData("=?utf-8?Q?open", "=?utf-8?Q?open")]
    [InlineData("=?", "=?")]
    [InlineData("=?=?=?utf-8?Q?a?=", "=?=?a")]
    [InlineData("=?utf-8?Q?a=0D=0ABcc:_b?=", "a  Bcc: b")]
    [InlineData("=?no-such-charset?Q?a=C3=A9?=", "aé")]
    public void Header_WithEncodedWords_IsDecoded(string value, string expected) =>
        Assert.Equal(expected, EncodedWords.Decode(value));
}

using System.Text;

namespace MissionControl.Tools.Mail.Mime;

public sealed class MessageParserTests
{
    private static readonly string[] Head = ["From: a@example.com", "Date: Tue, 1 Sep 2026 10:00:00 +0000"];

    [Fact]
    public void Message_WithFoldedHeaders_IsUnfolded()
    {
        var message = Letter.Parse(Letter.Of([.. Head, "Subject: one", "\ttwo", "  three", "Message-ID:", " <id@x>", "", "body"]));

        Assert.Equal(("one two  three", "id@x", "body"), (message.Subject, message.Id, message.Body));
    }

    [Theory]
    [InlineData("X-Gmail-Labels: Inbox,customer-feedback", "Inbox|customer-feedback")]
    [InlineData("X-Gmail-Labels: =?UTF-8?Q?Posteingang,Ge=C3=B6ffnet?=", "Posteingang|Geöffnet")]
    [InlineData("X-Label: Customer Feedback", "Customer Feedback")]
    [InlineData("Keywords: a, b , a", "a|b")]
    [InlineData("X-Other: a", "")]
    public void Labels_OfEachHeader_AreRead(string header, string expected) =>
        Assert.Equal(expected, string.Join('|', Letter.Parse(Letter.Of([.. Head, header, "", ""])).Labels));

    [Fact]
    public void Message_WithoutId_GetsOneFromItsContent()
    {
        var message = Letter.Parse(Letter.Of([.. Head, "", "body"]));

        Assert.StartsWith("sha256-", message.Id, StringComparison.Ordinal);
        Assert.Equal(message.Id, Letter.Parse(Letter.Of([.. Head, "", "body"])).Id);
        Assert.NotEqual(message.Id, Letter.Parse(Letter.Of([.. Head, "", "other"])).Id);
    }

    [Fact]
    public void Multipart_Nested_GivesThePlainTextAndTheAttachments()
    {
        var message = Letter.Parse(Letter.Of(
            [.. Head, "Content-Type: multipart/mixed; boundary=\"out er\"", "", "preamble", "--out er", "Content-Type: multipart/related; boundary=rel", "",
            "--rel", "Content-Type: multipart/alternative; boundary=alt", "", "--alt", "Content-Type: text/plain", "", "plain", "--alt", "Content-Type: text/html", "", "<p>html</p>", "--alt--",
            "--rel", "Content-Type: image/png; name=logo.png", "Content-Transfer-Encoding: base64", "", "aGVsbG8=", "--rel--", "",
            "--out er", "Content-Type: text/plain; name=log.txt", "Content-Disposition: attachment; filename=\"../../log.txt\"", "", "log", "--out er--", "epilogue"]));

        Assert.Equal("plain", message.Body);
        Assert.Equal(["logo.png image/png 5", "log.txt text/plain 3"], message.Attachments.Select(a => $"{a.Name} {a.MediaType} {a.Size}"));
        Assert.Equal(Wire.Sha256("hello"u8), message.Attachments[0].Sha256);
    }

    [Fact]
    public void Alternative_WithEmptyPlainText_GivesTheHtml() =>
        Assert.Equal("html", Letter.Parse(Letter.Of(
            [.. Head, "Content-Type: multipart/alternative; boundary=b", "", "--b", "", "  ", "--b", "Content-Type: text/html", "", "<b>html</b>", "--b--"])).Body);

    [Fact]
    public void Mixed_WithTwoTexts_GivesBoth() =>
        Assert.Equal("one\n\ntwo", Letter.Parse(Letter.Of([.. Head, "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "one", "--b", "", "two", "--b--"])).Body);

    [Fact]
    public void Multipart_CutBeforeItsEnd_GivesWhatIsThere() =>
        Assert.Equal("one\ntwo", Letter.Parse(Letter.Of([.. Head, "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "one", "two"])).Body);

    [Fact]
    public void Message_WithBareLineFeedsAndByteOrderMark_IsRead() =>
        Assert.Equal("body", Letter.Parse([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("From: a@b\nDate: 1 Sep 2026 10:00 +0000\n\nbody\n")]).Body);

    [Theory]
    [InlineData("", "no header")]
    [InlineData("just some text\r\n\r\nmore", "no header")]
    [InlineData("Date: 1 Sep 2026 10:00 +0000\r\n\r\nx", "no From")]
    [InlineData("From: a@b\r\n\r\nx", "no Date")]
    [InlineData("From: a@b\r\nDate: soon\r\n\r\nx", "'soon' is no date")]
    [InlineData("From: a@b\r\nDate: 1 Sep 2026 10:00 +0000\r\nContent-Type: multipart/mixed\r\n\r\nx", "no boundary")]
    public void Message_Malformed_IsRefusedWithTheReason(string raw, string reason) =>
        Assert.Contains(reason, Assert.Throws<MalformedMessageException>(() => Letter.Parse(Encoding.UTF8.GetBytes(raw))).Message, StringComparison.Ordinal);

    [Fact]
    public void Message_BeyondALimit_IsRefusedWithTheLimit()
    {
        var limits = new MailLimits { MessageBytes = 20_000, HeaderBytes = 1000, Parts = 5, Depth = 3 };
        string Reason(params string[] lines) => Assert.Throws<MalformedMessageException>(() => Letter.Parse(Letter.Of([.. Head, .. lines]), limits)).Message;

        Assert.Contains("larger than 20000 bytes", Reason("", new string('x', 20_001)), StringComparison.Ordinal);
        Assert.Contains("header is longer than 1000 bytes", Reason("Subject: " + new string('x', 1000), ""), StringComparison.Ordinal);
        Assert.Contains("more than 5 parts", Reason(["Content-Type: multipart/mixed; boundary=b", "", .. Enumerable.Repeat("--b\r\n\r\nx", 6)]), StringComparison.Ordinal);
        Assert.Contains("deeper than 3", Reason(["Content-Type: multipart/mixed; boundary=b0", "", .. Enumerable.Range(0, 5).Select(i => $"--b{i}\r\nContent-Type: multipart/mixed; boundary=b{i + 1}\r\n")]), StringComparison.Ordinal);
    }

    // Every cut of a message and every damaged byte must end in a message or in a reason.
    [Fact]
    public void Message_CutAnywhere_IsReadOrRefused()
    {
        var whole = File.ReadAllBytes(Path.Combine(Repository.Data, "feedback-mailbox", "2026-09-01-reklamation-mixer.eml"));
        var outcomes = Enumerable.Range(0, whole.Length).Select(length => Record.Exception(() => Letter.Parse(whole[..length])));
        Assert.All(outcomes, outcome => Assert.True(outcome is null or MalformedMessageException));
    }

    [Fact]
    public void Message_DamagedAnywhere_IsReadOrRefused()
    {
        var whole = File.ReadAllBytes(Path.Combine(Repository.Data, "feedback-mailbox", "2026-08-15-customs-fee.eml"));
        for (var at = 0; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] = (byte)(damaged[at] ^ (1 << (at % 8)));
            Assert.True(Record.Exception(() => Letter.Parse(damaged)) is null or MalformedMessageException);
        }
    }
}

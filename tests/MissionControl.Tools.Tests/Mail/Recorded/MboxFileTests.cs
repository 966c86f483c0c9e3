using System.Text;

namespace MissionControl.Tools.Mail.Recorded;

public sealed class MboxFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Mbox_WithSeveralMessages_IsSplitAtItsSeparators()
    {
        var findings = await ReadAsync(Message("one", "first\n>From the escaped line\n>>From deeper\nFrom is no separator here") + "\n" + Message("two", "second"));

        Assert.Equal(["one", "two"], findings.Messages.Select(message => message.Id));
        Assert.Equal("first\nFrom the escaped line\n>From deeper\nFrom is no separator here", findings.Messages[0].Body);
        Assert.Empty(findings.Skipped);
    }

    [Fact]
    public async Task Mbox_WithCrLf_IsSplitToo()
    {
        var findings = await ReadAsync((Message("one", "first") + "\n" + Message("two", "second")).Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.Equal(["first", "second"], findings.Messages.Select(message => message.Body));
    }

    [Fact]
    public async Task Mbox_WithAMalformedAndAnOversizedMessage_SkipsBothAndReadsTheRest()
    {
        var findings = await ReadAsync(
            Message("one", "first") + "\nFrom x\nno header at all\n\n" + Message("big", string.Concat(Enumerable.Repeat("line\n", 1000))) + "\n" + Message("two", "second"),
            new MailLimits { MessageBytes = 2000 });

        Assert.Equal(["one", "two"], findings.Messages.Select(message => message.Id));
        Assert.Equal(["box.mbox#2", "box.mbox#3"], findings.Skipped.Select(skipped => skipped.File));
        Assert.Equal("It is larger than 2000 bytes.", findings.Skipped[1].Reason);
    }

    [Fact]
    public async Task Mbox_WithTheSameIdTwice_KeepsTheFirst()
    {
        var findings = await ReadAsync(Message("one", "first") + "\n" + Message("one", "again"));

        Assert.Equal("first", Assert.Single(findings.Messages).Body);
        Assert.Contains("'one'", Assert.Single(findings.Skipped).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mbox_WithMoreMessagesThanAllowed_FailsNamingTheLimit()
    {
        var error = await Assert.ThrowsAsync<Steps.ToolException>(() => ReadAsync(Message("one", "") + "\n" + Message("two", ""), new MailLimits { Messages = 1 }));

        Assert.Contains("more than 1 messages", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatIsNoMbox_IsRefused()
    {
        var error = await Assert.ThrowsAsync<Steps.ToolException>(() => ReadAsync("{\"json\": true}"));

        Assert.Equal("mailbox_not_found", error.ErrorType);
        Assert.Contains("begins with a line 'From '", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    public async Task Mbox_ThatIsEmpty_HoldsNothing(string text)
    {
        var findings = await ReadAsync(text);

        Assert.Empty(findings.Messages);
        Assert.Empty(findings.Skipped);
    }

    private static string Message(string id, string body) =>
        $"From ann@example.com Tue Sep  1 10:00:00 2026\n{Encoding.UTF8.GetString(Letter.Write(id, body: "")).Replace("\r", "", StringComparison.Ordinal)}{body}\n";

    private Task<MailFindings> ReadAsync(string text, MailLimits? limits = null) =>
        RecordedMailbox.Open(_directory.Write("box.mbox", text), limits ?? new MailLimits()).ReadAsync(_ => true, CancellationToken.None);
}

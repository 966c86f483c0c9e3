using System.Text.Json.Nodes;
using MissionControl.Steps;
using MissionControl.Tools.Mail.Gmail;

namespace MissionControl.Tools.Mail;

public sealed class MailSearchToolTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly TemporaryDirectory _elsewhere = new();

    public void Dispose()
    {
        _data.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public void Signature_OfTheTool_HasTheNamesThatMissionsUse()
    {
        var registry = new ToolRegistry().AddMailTools(new MailOptions());
        var signature = registry.Find("gmail_search")!.Signature;

        Assert.Same(signature, registry.Find("mail_search")!.Signature);
        Assert.Equal("date_filter", signature.FindParameter("date_range")!.Name);
        Assert.Equal("email[]", signature.FindOutput("emails")!.Type.ToString());
    }

    [Fact]
    public async Task Emails_OfAFolder_ComeOldestFirstWithTheirMembers()
    {
        Put("feedback-mailbox/b.eml", Letter.Write("b", date: "Tue, 1 Sep 2026 10:00:00 +0200", labels: "Inbox,x"));
        Put("feedback-mailbox/a.eml", Letter.Write("a", date: "Tue, 1 Sep 2026 09:00:00 +0000"));
        Put("feedback-mailbox/c.eml", Letter.Write("c", date: "Tue, 1 Sep 2026 08:00:00 +0000"));
        Put("feedback-mailbox/notes.txt", "no mail"u8.ToArray());

        var found = await SearchAsync("""{"query": ""}""");

        Assert.Equal("b c a", Ids(found));
        Assert.Equal(
            """{"id":"b","from":"Ann <ann@example.com>","to":["shop@example.com"],"cc":[],"subject":"Hello","date":"2026-09-01T10:00:00+02:00","body":"text","labels":["Inbox","x"],"attachments":[]}""",
            found["emails"]![0]!.ToJsonString(Wire.Options));
        Assert.Empty(found["skipped"]!.AsArray());
    }

    [Fact]
    public async Task MaxResults_BelowTheMatches_KeepsTheNewest()
    {
        PutThree();

        Assert.Equal("middle new", Ids(await SearchAsync("""{"query": "", "max_results": 2}""")));
    }

    [Theory]
    [InlineData("""{"query": "", "date_filter": "last_30_days"}""", "middle new")]
    [InlineData("""{"query": "subject:old", "date_filter": "last_30_days"}""", "")]
    [InlineData("""{"query": "", "date_filter": "last_30_days", "as_of": "2026-08-20"}""", "old middle")]
    [InlineData("""{"query": "", "date_filter": "today", "as_of": "2026-08-15T23:00:00Z"}""", "middle")]
    [InlineData("""{"query": "", "date_filter": "2026-08-01..2026-08-15"}""", "old middle")]
    [InlineData("""{"query": "after:2026/08/15"}""", "middle new")]
    public async Task DateFilter_OnARecordedMailbox_CountsBackFromItsNewestMessage(string parameters, string expected)
    {
        PutThree();

        Assert.Equal(expected, Ids(await SearchAsync(parameters)));
    }

    [Fact]
    public async Task Skipped_NamesEveryFileThatCannotBeRead()
    {
        Put("feedback-mailbox/1.eml", "no header"u8.ToArray());
        Put("feedback-mailbox/2.eml", []);
        Put("feedback-mailbox/3.eml", Letter.Write("good"));
        Put("feedback-mailbox/4.eml", Letter.Write("good"));

        var found = await SearchAsync("""{"query": ""}""");

        Assert.Equal("good", Ids(found));
        Assert.Equal(
            """[{"file":"1.eml","reason":"It has no header fields."},{"file":"2.eml","reason":"It is empty."},{"file":"4.eml","reason":"An earlier message has its id 'good'."}]""",
            found["skipped"]!.ToJsonString(Wire.Options));
    }

    [Fact]
    public async Task Source_Named_IsReadFromTheDataDirectory()
    {
        Put("other/box/a.eml", Letter.Write("inside"));
        Put("single.eml", Letter.Write("single"));
        Put("all.mbox", [.. "From x\n"u8, .. Letter.Write("from-mbox")]);

        Assert.Equal("inside", Ids(await SearchAsync("""{"query": "", "source": "other/box"}""")));
        Assert.Equal("single", Ids(await SearchAsync("""{"query": "", "source": "single.eml"}""")));
        Assert.Equal("from-mbox", Ids(await SearchAsync("""{"query": "", "source": "all.mbox"}""")));
    }

    [Fact]
    public async Task Source_NotNamed_IsTheDataDirectorysMailboxElseTheConfiguredOne()
    {
        var configured = new MailOptions { DefaultMailbox = _elsewhere.Path };
        File.WriteAllBytes(Path.Combine(_elsewhere.Path, "a.eml"), Letter.Write("configured"));

        Assert.Equal("configured", Ids(await SearchAsync("""{"query": ""}""", configured)));

        Put("feedback-mailbox/a.eml", Letter.Write("own"));
        Assert.Equal("own", Ids(await SearchAsync("""{"query": ""}""", configured)));
    }

    [Fact]
    public async Task Mailbox_ThatIsNowhere_FailsNamingTheCure()
    {
        var error = await FailAsync("""{"query": ""}""");

        Assert.Equal(("mailbox_not_found", false), (error.ErrorType, error.Retryable));
        Assert.Contains("'feedback-mailbox'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'gone'", (await FailAsync("""{"query": "", "source": "gone"}""")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("a/../../secret")]
    [InlineData("/etc")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("..\\\\secret")]
    [InlineData("C:/secret")]
    [InlineData("a\\u0000b")]
    [InlineData("link")]
    [InlineData("link/inner")]
    [InlineData("double")]
    [InlineData("loop")]
    public async Task Source_OutsideTheDataDirectory_IsRefused(string source)
    {
        Directory.CreateDirectory(Path.Combine(_elsewhere.Path, "inner"));
        File.CreateSymbolicLink(Path.Combine(_data.Path, "link"), _elsewhere.Path);
        File.CreateSymbolicLink(Path.Combine(_data.Path, "double"), Path.Combine("link", "inner"));
        File.CreateSymbolicLink(Path.Combine(_data.Path, "loop"), "loop");

        var error = await FailAsync($$"""{"query": "", "source": "{{source}}"}""");

        Assert.Equal(("invalid_file", false), (error.ErrorType, error.Retryable));
    }

    [Fact]
    public async Task Message_ThatLinksOutOfTheMailbox_IsSkipped()
    {
        File.WriteAllBytes(Path.Combine(_elsewhere.Path, "secret.eml"), Letter.Write("secret"));
        Put("feedback-mailbox/a.eml", Letter.Write("own"));
        File.CreateSymbolicLink(Path.Combine(_data.Path, "feedback-mailbox", "b.eml"), Path.Combine(_elsewhere.Path, "secret.eml"));
        File.CreateSymbolicLink(Path.Combine(_data.Path, "feedback-mailbox", "c.eml"), "/dev/zero");

        var found = await SearchAsync("""{"query": ""}""");

        Assert.Equal("own", Ids(found));
        Assert.All(found["skipped"]!.AsArray(), skipped => Assert.Contains("symbolic link", (string)skipped!["reason"]!, StringComparison.Ordinal));
        Assert.Equal(2, found["skipped"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("""{"query": "sender:x"}""", "bad_query")]
    [InlineData("""{"query": "", "date_filter": "last_moon"}""", "bad_date")]
    [InlineData("""{"query": "", "as_of": "someday"}""", "bad_date")]
    [InlineData("""{"query": "", "date_filter": "last_1_day", "as_of": "9999-12-31"}""", "bad_date")]
    [InlineData("""{"query": "", "max_results": 0}""", "bad_parameter")]
    [InlineData("""{"query": "", "max_results": 1.5}""", "bad_parameter")]
    [InlineData("""{"query": "", "max_results": 1000000}""", "bad_parameter")]
    public async Task Parameter_NotUnderstood_FailsBeforeAnyMailboxIsOpened(string parameters, string errorType)
    {
        var error = await FailAsync(parameters);

        Assert.Equal((errorType, false), (error.ErrorType, error.Retryable));
    }

    private void PutThree()
    {
        Put("feedback-mailbox/1.eml", Letter.Write("new", date: "Thu, 10 Sep 2026 12:00:00 +0000", subject: "new"));
        Put("feedback-mailbox/2.eml", Letter.Write("middle", date: "Sat, 15 Aug 2026 12:00:00 +0000", subject: "middle"));
        Put("feedback-mailbox/3.eml", Letter.Write("old", date: "Sat, 1 Aug 2026 12:00:00 +0000", subject: "old"));
    }

    private void Put(string file, byte[] bytes) => File.WriteAllBytes(_data.Write(file, ""), bytes);

    private Task<JsonObject> SearchAsync(string parameters, MailOptions? options = null) =>
        new ToolCall { DataDirectory = _data.Path }.RunAsync(Tool(options ?? new MailOptions()), parameters);

    private Task<ToolException> FailAsync(string parameters) => new ToolCall { DataDirectory = _data.Path }.FailAsync(Tool(new MailOptions()), parameters);

    private static MailSearchTool Tool(MailOptions options) => new(options, new GmailClient(options));

    private static string Ids(JsonObject found) => string.Join(' ', found["emails"]!.AsArray().Select(email => (string)email!["id"]!));
}

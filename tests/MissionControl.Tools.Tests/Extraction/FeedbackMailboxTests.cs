using System.Text.Json.Nodes;
using MissionControl.Tools.Mail;
using MissionControl.Tools.Mail.Gmail;

namespace MissionControl.Tools.Extraction;

/// <summary>The shipped mailbox, against what a person reads in it: <c>judged.tsv</c> was written by reading every message.</summary>
public sealed class FeedbackMailboxTests
{
    private static readonly string Mailbox = Path.Combine(Repository.Data, "feedback-mailbox");

    // Messages whose outcome is clear to any reader, one by one.
    [Theory]
    [InlineData("2026-07-13-thank-you-driver", "CUST-1187", "positive", "praise")]
    [InlineData("2026-07-14-double-charge-july", "CUST-2210", "negative", "billing")]
    [InlineData("2026-07-14-grinder-question", "CUST-1315", "neutral", "usability")]
    [InlineData("2026-07-16-liefertermin", "CUST-1533", "negative", "delivery")]
    [InlineData("2026-07-17-locked-out", "CUST-1609", "negative", "account")]
    [InlineData("2026-07-18-merci-service", "CUST-1721", "positive", "support")]
    [InlineData("2026-07-22-hold-music", "CUST-1477", "negative", "support")]
    [InlineData("2026-07-22-reclamo-taza", "CUST-1888", "negative", "product_quality")]
    [InlineData("2026-07-24-gift-wrap", "CUST-1902", "neutral", "feature_request")]
    [InlineData("2026-08-02-jp-praise", "CUST-3011", "positive", "praise")]
    [InlineData("2026-08-03-jp-broken", "CUST-3027", "negative", "product_quality")]
    [InlineData("2026-08-08-screen-reader", "CUST-1390", "negative", "usability")]
    [InlineData("2026-08-25-points-thanks", "CUST-2378", "positive", "account")]
    [InlineData("2026-08-27-wrong-vat-again", "CUST-1804", "negative", "billing")]
    [InlineData("2026-09-07-anonymous-angry", null, "negative", "support")]
    public async Task Message_ClearToAnyReader_IsReadTheSame(string file, string? customer, string sentiment, string category)
    {
        var record = await ExtractAsync(file + ".eml");

        Assert.Equal((customer, sentiment, category), ((string?)record["customer_id"], (string?)record["sentiment"], (string?)record["issue_category"]));
    }

    [Fact]
    public async Task Mailbox_ReadAsAPersonDoes_AgreesInEveryCustomerAndInNineOfTenJudgements()
    {
        var judged = Judgements();
        var (sentiments, categories) = (0, 0);
        foreach (var (file, customer, sentiment, category) in judged)
        {
            var record = await ExtractAsync(file);
            Assert.Equal((file, customer), (file, (string?)record["customer_id"] ?? ""));
            sentiments += (string?)record["sentiment"] == sentiment ? 1 : 0;
            categories += (string?)record["issue_category"] == category ? 1 : 0;
        }

        Assert.Equal(73, judged.Count);
        Assert.InRange(sentiments, 66, 73);
        Assert.InRange(categories, 66, 73);
    }

    [Fact]
    public async Task Mailbox_SearchedAsTheSampleMissionDoes_GivesTheLastThirtyDaysOfItsLabel()
    {
        var found = await SearchAsync("""{"query": "label:customer-feedback", "date_filter": "last_30_days"}""");
        var days = Judgements().Select(judged => judged.File[..10]).Where(day => string.CompareOrdinal(day, "2026-08-11") >= 0).ToList();

        Assert.Equal(days, found["emails"]!.AsArray().Select(email => ((string)email!["date"]!)[..10]));
        Assert.Equal("2026-08-18-upload-0417.eml", (string)Assert.Single(found["skipped"]!.AsArray())!["file"]!);
    }

    [Fact]
    public async Task Mailbox_SearchedWithoutALabel_HoldsOtherMailToo()
    {
        Assert.Equal(77, (await SearchAsync("""{"query": ""}"""))["emails"]!.AsArray().Count);
        Assert.Equal(73, (await SearchAsync("""{"query": "label:customer-feedback"}"""))["emails"]!.AsArray().Count);
        Assert.Equal(4, (await SearchAsync("""{"query": "-label:customer-feedback"}"""))["emails"]!.AsArray().Count);
    }

    [Fact]
    public async Task Mailbox_SearchedTwice_GivesTheSameBytes()
    {
        var first = await SearchAsync("""{"query": "", "max_results": 50}""");

        Assert.Equal(first.ToJsonString(), (await SearchAsync("""{"query": "", "max_results": 50}""")).ToJsonString());
    }

    [Fact]
    public async Task Mailbox_InSeveralCharsets_ShowsNoWrongCharacter()
    {
        var emails = (await SearchAsync("""{"query": ""}"""))["emails"]!.AsArray().Select(email => email!.ToJsonString(Wire.Options)).ToList();

        Assert.DoesNotContain(emails, email => email.Contains('\uFFFD', StringComparison.Ordinal) || email.Contains("=?", StringComparison.Ordinal) || email.Contains('Ã', StringComparison.Ordinal));
        Assert.Contains(emails, email => email.Contains("\"from\":\"佐藤 由美 <yumi.sato@example.jp>\"", StringComparison.Ordinal));
        Assert.Contains(emails, email => email.Contains("Łukasz Wiśniewski", StringComparison.Ordinal));
        Assert.Contains(emails, email => email.Contains("\"name\":\"Kaufbeleg Stabmixer März.pdf\"", StringComparison.Ordinal));
    }

    private static async Task<JsonObject> ExtractAsync(string file)
    {
        var email = Letter.Parse(await File.ReadAllBytesAsync(Path.Combine(Mailbox, file))).ToJson();
        var result = await new ToolCall().RunAsync(new EmailExtractionTool(), new JsonObject { ["emails"] = new JsonArray(email) }.ToJsonString());
        return result["extracted_data"]![0]!.AsObject();
    }

    private static Task<JsonObject> SearchAsync(string parameters)
    {
        var options = new MailOptions { DefaultMailbox = Mailbox };
        return new ToolCall().RunAsync(new MailSearchTool(options, new GmailClient(options)), parameters);
    }

    private static List<(string File, string Customer, string Sentiment, string Category)> Judgements() =>
        File.ReadLines(Path.Combine(Repository.Root, "tests", "MissionControl.Tools.Tests", "Extraction", "judged.tsv"))
            .Skip(1)
            .Select(line => line.Split('\t'))
            .Select(cells => (cells[0], cells[1], cells[2], cells[3]))
            .ToList();
}

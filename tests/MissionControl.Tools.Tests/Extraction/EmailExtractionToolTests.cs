using System.Text.Json.Nodes;

namespace MissionControl.Tools.Extraction;

public sealed class EmailExtractionToolTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("customer_id", "string", "\"CUST-1042\"")]
    [InlineData("order_id", "string", "\"ORD-448120\"")]
    [InlineData("order_id", "list", "[\"ORD-448120\",\"ORD-449999\"]")]
    [InlineData("ticket_id", "string", "\"TKT-90117\"")]
    [InlineData("invoice_id", "text", "null")]
    [InlineData("booking_id", "string", "\"B7-55\"")]
    [InlineData("serial_number", "string", "null")]
    [InlineData("amount", "string", "\"EUR 49.90\"")]
    [InlineData("amount", "number", "49.90")]
    [InlineData("amount", "integer", "49.90")]
    [InlineData("amounts", "list", "[\"EUR 49.90\",\"USD 5.00\"]")]
    [InlineData("refund_amount", "number", "5.00")]
    [InlineData("currency", "string", "\"EUR\"")]
    [InlineData("date", "string", "\"2026-09-01T10:00:00+02:00\"")]
    [InlineData("date", "date", "\"2026-09-01\"")]
    [InlineData("delivery_date", "date", "\"2026-08-20\"")]
    [InlineData("dates", "list", "[\"2026-08-15\",\"2026-08-20\"]")]
    [InlineData("sentiment", "string", "\"negative\"")]
    [InlineData("sentiment", "boolean", "false")]
    [InlineData("issue_category", "string", "\"delivery\"")]
    [InlineData("category", "string", "\"delivery\"")]
    [InlineData("language", "string", "\"en\"")]
    [InlineData("rating", "number", "2")]
    [InlineData("sender", "string", "\"Ann Lee <ann@example.com>\"")]
    [InlineData("sender_email", "string", "\"ann@example.com\"")]
    [InlineData("sender_name", "string", "\"Ann Lee\"")]
    [InlineData("subject", "string", "\"Late parcel\"")]
    [InlineData("to", "list", "[\"shop@example.com\"]")]
    [InlineData("labels", "list", "[\"a\",\"b\"]")]
    [InlineData("labels", "string", "\"a, b\"")]
    [InlineData("email_id", "string", "\"m-1\"")]
    [InlineData("subject", "number", "null")]
    [InlineData("subject", "date", "null")]
    [InlineData("invoice_id", "boolean", "false")]
    [InlineData("order_id", "boolean", "true")]
    [InlineData("invoice_id", "list", "[]")]
    public async Task Field_ByTheMeaningOfItsName_IsFound(string field, string type, string expected)
    {
        var email = new JsonObject
        {
            ["id"] = "m-1",
            ["from"] = "Ann Lee <ann@example.com>",
            ["to"] = new JsonArray("shop@example.com"),
            ["subject"] = "Late parcel",
            ["date"] = "2026-09-01T10:00:00+02:00",
            ["labels"] = new JsonArray("a", "b"),
            ["body"] = "My order #448120 (booking no. B7-55) of 15 August is late, I paid 49,90 €. The delivery date was August 20. "
                + "I expect a refund of $5.00 or I give you 2 stars. Not happy, really disappointed.\n\nRegards\nAnn\nCust 1042\n\n> Ticket TKT-90117, your order 449999 is on its way. You saved EUR 7.00 on 1 May 2026!",
        };

        Assert.Equal(expected, (await ExtractAsync([email], new JsonObject { [field] = type }))[0]![field]?.ToJsonString(Wire.Options) ?? "null");
    }

    [Fact]
    public async Task Records_OfSeveralMessages_KeepTheirOrderAndHaveExactlyTheSchemasFields()
    {
        var records = await ExtractAsync(
            [new JsonObject { ["subject"] = "one" }, new JsonObject { ["subject"] = "two" }, new JsonObject()],
            new JsonObject { ["subject"] = "string", ["customer_id"] = "string" });

        Assert.Equal("""[{"subject":"one","customer_id":null},{"subject":"two","customer_id":null},{"subject":null,"customer_id":null}]""", records.ToJsonString());
    }

    [Fact]
    public async Task Schema_NotGiven_IsThatOfCustomerFeedback()
    {
        var result = await new ToolCall().RunAsync(new EmailExtractionTool(), """{"emails": [{"body": "fine"}]}""");

        Assert.Equal(["customer_id", "sentiment", "issue_category", "feedback_text"], result["extracted_data"]![0]!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public void Signature_OfTheTool_HasTheNamesThatMissionsUse()
    {
        var signature = new EmailExtractionTool().Signature;

        Assert.Equal("extraction_schema", signature.FindParameter("schema")!.Name);
        Assert.Equal("extracted_data", signature.FindOutput("data")!.Name);
    }

    [Theory]
    [InlineData("""{"sentimnt": "string"}""", "unknown_field", "'sentimnt'")]
    [InlineData("""{"sentiment": "colour"}""", "bad_schema", "'sentiment'")]
    [InlineData("""{"sentiment": 5}""", "bad_schema", "'sentiment'")]
    [InlineData("""{"sentiment": null}""", "bad_schema", "'sentiment'")]
    [InlineData("""{"(_id": "string"}""", "unknown_field", "'(_id'")]
    [InlineData("{}", "bad_schema", "0 fields")]
    public async Task Schema_NotUnderstood_FailsNamingTheField(string schema, string errorType, string named)
    {
        var error = await new ToolCall().FailAsync(new EmailExtractionTool(), $$"""{"emails": [], "extraction_schema": {{schema}}}""");

        Assert.Equal((errorType, false), (error.ErrorType, error.Retryable));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Email_ThatIsNone_FailsNamingItsPlace()
    {
        var error = await new ToolCall().FailAsync(new EmailExtractionTool(), """{"emails": [{}, "text"], "extraction_schema": {"subject": "string"}}""");

        Assert.Contains("'emails[1]'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lexicon_OfAFile_TakesThePlaceOfTheBuiltInOne()
    {
        _data.Write("words/mine.json", """
            {
              "sentiment": { "positive": { "spiffing": 2 } },
              "categories": { "tea": { "tea": 1, "cup*": 2 }, "biscuits": { "crumb*": 5 } },
              "fallback_category": "none of these",
              "fields": { "biscuit": [ { "pattern": "biscuit ([a-z]+)", "as": "B-$1" } ] }
            }
            """);
        var emails = new JsonArray(Body("Spiffing cups of tea, great"), Body("terrible biscuit rich"), Body("crumbs"));
        var parameters = new JsonObject { ["emails"] = emails, ["lexicon"] = "words/mine.json", ["extraction_schema"] = new JsonObject { ["sentiment"] = "string", ["category"] = "string", ["biscuit"] = "string" } };

        var result = await new ToolCall { DataDirectory = _data.Path }.RunAsync(new EmailExtractionTool(), parameters.ToJsonString());

        Assert.Equal(
            """[{"sentiment":"positive","category":"tea","biscuit":null},{"sentiment":"neutral","category":"none of these","biscuit":"B-rich"},{"sentiment":"neutral","category":"biscuits","biscuit":null}]""",
            result["extracted_data"]!.ToJsonString());
    }

    [Theory]
    [InlineData("not json", "line 1")]
    [InlineData("null", "$")]
    [InlineData("{\"catgories\": {}}", "$.catgories")]
    [InlineData("{\"categories\": {\"a\": null}}", "$.categories.a")]
    [InlineData("{\"categories\": {\"a\": {\"\": 1}}}", "the term ''")]
    [InlineData("{\"categories\": {\"a\": {\"**\": 1}}}", "the term '**'")]
    [InlineData("{\"categories\": {\"a\": {\"b\": \"c\"}}}", "$.categories")]
    [InlineData("{\"fields\": {\"a\": [{\"pattern\": \"(?=x)\"}]}}", "'(?=x)'")]
    [InlineData("{\"fields\": {\"a\": [{\"pattern\": \"(\"}]}}", "field 'a'")]
    [InlineData("{\"fields\": {\"a\": [{\"as\": \"x\"}]}}", "$.fields")]
    public async Task Lexicon_ThatCannotBeUsed_FailsNamingThePlace(string json, string named)
    {
        _data.Write("mine.json", json);

        var error = await new ToolCall { DataDirectory = _data.Path }.FailAsync(new EmailExtractionTool(), """{"emails": [], "lexicon": "mine.json"}""");

        Assert.Equal(("bad_lexicon", false), (error.ErrorType, error.Retryable));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../mine.json", "invalid_file")]
    [InlineData("gone.json", "bad_lexicon")]
    public async Task Lexicon_ThatIsNotInTheDataDirectory_IsRefused(string name, string errorType)
    {
        var error = await new ToolCall { DataDirectory = _data.Path }.FailAsync(new EmailExtractionTool(), $$"""{"emails": [], "lexicon": "{{name}}"}""");

        Assert.Equal(errorType, error.ErrorType);
    }

    [Fact]
    public async Task Body_OfAMillionHostileCharacters_IsRead()
    {
        var body = string.Concat(Enumerable.Repeat("not very bad but on 1/1/2026 EUR 1,1,1,1 On wrote: #1 ", 20_000));
        var schema = new JsonObject { ["sentiment"] = "string", ["category"] = "string", ["dates"] = "list", ["amounts"] = "list", ["order_id"] = "string", ["language"] = "string" };

        Assert.Single(await ExtractAsync([Body(body)], schema));
    }

    private static JsonObject Body(string text) => new() { ["body"] = text };

    private static async Task<JsonArray> ExtractAsync(JsonArray emails, JsonObject schema)
    {
        var parameters = new JsonObject { ["emails"] = emails, ["extraction_schema"] = schema };
        return (await new ToolCall().RunAsync(new EmailExtractionTool(), parameters.ToJsonString()))["extracted_data"]!.AsArray();
    }
}

using System.Text.Json.Nodes;
using MissionControl.Runtime;
using MissionControl.Testing.Stores;
using MissionControl.Tools.Records;

namespace MissionControl.Tools.Reporting;

public sealed class ReportGeneratorToolTests : IDisposable
{
    private const string Hostile = "<script>alert('x')</script> **bold** | [link](javascript:x) {{title}}";

    private readonly InMemoryRecordStore _store = new();
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Report_OfAStore_SaysWhatStandsOut()
    {
        var report = await ReportAsync(Feedback());

        Assert.Equal("Customer feedback", report["title"]!.GetValue<string>());
        Assert.Equal("html", report["format"]!.GetValue<string>());
        var body = Body(report);
        Assert.Contains("Delivery is what customers write about most: 6 of 10 messages (60%).", body, StringComparison.Ordinal);
        Assert.Contains("60% of all messages are negative, 30% positive.", body, StringComparison.Ordinal);
        Assert.Contains("Delivery is the most critical topic: 83% of its messages are negative.", body, StringComparison.Ordinal);
        Assert.Contains("10 messages, 2 January 2026 to 11 January 2026", body, StringComparison.Ordinal);
        Assert.Contains("<dt>Customers</dt><dd>5</dd>", body, StringComparison.Ordinal);
        Assert.Contains("Messages per day", body, StringComparison.Ordinal);
        Assert.Contains("Source: record store feedback.", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_Quotes_ShowTheLargestTopicsInTheirPrevailingSentiment()
    {
        var body = Body(await ReportAsync(Feedback()));

        Assert.Contains("The parcel of week 6 did not arrive, and nobody answers.", body, StringComparison.Ordinal);
        Assert.Contains("<figcaption>Delivery, negative &middot; C-1 &middot; 2026-01-07</figcaption>", body, StringComparison.Ordinal);
        Assert.Contains("<figcaption>Billing, positive &middot; C-3 &middot; 2026-01-09</figcaption>", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("html")]
    [InlineData("markdown")]
    public async Task Report_OtherOrderOfRecords_IsTheSame(string format)
    {
        var forward = await ReportAsync(Feedback(), $$""" ,"format":"{{format}}" """, key: "forward");
        var backward = await ReportAsync(Feedback().AsEnumerable().Reverse(), $$""" ,"format":"{{format}}" """, key: "backward");

        Assert.Equal(forward.ToJsonString(), backward.ToJsonString());
    }

    [Fact]
    public async Task Report_HostileText_StaysTextInHtml()
    {
        var body = Body(await ReportAsync(HostileFeedback(), $$""" ,"title":{{JsonValue.Create(Hostile).ToJsonString()}} """));

        Assert.DoesNotContain("<script", body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("javascript:x\"", body, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert", body, StringComparison.Ordinal);
        Assert.Contains("{{title}}", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_HostileText_StaysTextInMarkdown()
    {
        var body = Body(await ReportAsync(HostileFeedback(), $$""" ,"format":"markdown","title":{{JsonValue.Create(Hostile).ToJsonString()}} """));

        Assert.StartsWith("# &lt;script&gt;alert('x')&lt;/script&gt; \\*\\*bold\\*\\* \\| \\[link\\](javascript:x)", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("**bold**", string.Concat(body.Split('\n').Where(line => !line.StartsWith("<svg", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_Html_NeedsNothingFromOutside()
    {
        var body = Body(await ReportAsync(Feedback())).Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal);

        Assert.DoesNotContain("http", body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", body, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("prefers-color-scheme:dark", body, StringComparison.Ordinal);
        Assert.Contains("@media print", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_Markdown_HasTablesAndACharts()
    {
        var body = Body(await ReportAsync(Feedback(), """ ,"format":"markdown" """));

        Assert.Contains("| Delivery | 6 | 60% | 83% |", body, StringComparison.Ordinal);
        Assert.Contains("\n<svg class=\"mc-chart\"", body, StringComparison.Ordinal);
        Assert.Contains("## In customers' words", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_EmptyStore_SaysThatThereIsNothing()
    {
        var body = Body(await ReportAsync([]));

        Assert.Contains("There are no messages to report on.", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_Shares_AreRoundedOnce()
    {
        var outputs = await new ToolCall().RunAsync(
            Tool,
            """{"stats":{"total":31,"groups":{"topic":[{"value":"billing","count":29,"share":93.5},{"value":"other","count":2,"share":6.5}]}}}""");

        Assert.Contains("<th scope=\"row\">Other</th><td>2</td><td>6%</td>", Body(outputs["report"]!.AsObject()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_TopicOfPraise_IsNotCalledTheBestReceived()
    {
        var records = Feedback().Concat(Enumerable.Range(1, 5).Select(_ => new JsonObject { ["issue_category"] = "praise", ["sentiment"] = "positive" }));

        var body = Body(await ReportAsync(records));

        Assert.Contains("Billing is the best received topic: 50% of its messages are positive.", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_OtherFigures_AreListed()
    {
        var outputs = await new ToolCall().RunAsync(Tool, """{"stats":{"open_tickets":12,"owner":"Ann"}}""");

        var body = Body(outputs["report"]!.AsObject());
        Assert.Contains("<dt>Open tickets</dt><dd>12</dd>", body, StringComparison.Ordinal);
        Assert.Contains("<dt>Owner</dt><dd>Ann</dd>", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_OwnTemplate_WinsOverTheBuiltInOne()
    {
        _data.Write("templates/customer_feedback_template.hbs", "<h1>{{title}}</h1>{{#each sections}}{{svg chart}}{{/each}}{{missing.thing}}");

        var body = Body(await ReportAsync(Feedback(), """ ,"title":"A & B" """));

        Assert.StartsWith("<h1>A &amp; B</h1><svg ", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{{title}}}", "writes text unescaped")]
    [InlineData("{{~{title}~}}", "writes text unescaped")]
    [InlineData("{{& title}}", "writes text unescaped")]
    [InlineData("{{#each sections}}", "is faulty")]
    [InlineData("{{> ../secret}}", "is faulty")]
    public async Task Report_FaultyTemplate_IsRefusedByName(string template, string message)
    {
        _data.Write("templates/mine.html.hbs", template);

        var error = await new ToolCall { DataDirectory = _data.Path }.FailAsync(Tool, """{"stats":{},"template":"mine"}""");

        Assert.Equal("faulty_template", error.ErrorType);
        Assert.Contains("'mine'", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "template":"nobody" """, "Built in: customer_feedback_template. Your own goes to templates/nobody.html.hbs")]
    [InlineData(""" "template":"../../etc/passwd" """, "'template' is not the name of a template")]
    [InlineData(""" "raw_data":{"store_name":"nobody"} """, "There is no record store 'nobody', which 'raw_data' names")]
    [InlineData(""" "raw_data":{"store_name":"a/b"} """, "'store_name' is not an id")]
    [InlineData(""" "stats":[1] """, "'stats' must be an object")]
    [InlineData(""" "raw_data":"text" """, "'raw_data' is a string")]
    public async Task Report_UnfitInput_IsRefused(string parameters, string message)
    {
        var error = await new ToolCall { DataDirectory = _data.Path }.FailAsync(Tool, parameters.Contains("stats", StringComparison.Ordinal) ? $$"""{{{parameters}}}""" : $$"""{"stats":{},{{parameters}}}""");

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.False(error.Retryable);
    }

    private ReportGeneratorTool Tool => new(_store);

    private static string Body(JsonObject report) => report["body"]!.GetValue<string>();

    private static List<JsonObject> Feedback() => Enumerable.Range(1, 10).Select(i => new JsonObject
    {
        ["customer_id"] = $"C-{i % 5}",
        ["sentiment"] = i is 1 or 7 or 8 ? "positive" : i == 9 ? "neutral" : "negative",
        ["issue_category"] = i <= 6 ? "delivery" : "billing",
        ["feedback_text"] = $"The parcel of week {i} did not arrive, and nobody answers.",
        ["date"] = $"2026-01-{i + 1:00}",
    }).ToList();

    private static List<JsonObject> HostileFeedback() => Enumerable.Range(1, 6).Select(_ => new JsonObject
    {
        ["customer_id"] = Hostile,
        ["sentiment"] = Hostile,
        ["issue_category"] = Hostile,
        ["feedback_text"] = Hostile,
        ["date"] = "2026-01-01",
    }).ToList();

    private async Task<JsonObject> ReportAsync(IEnumerable<JsonObject> records, string parameters = "", string key = "k")
    {
        await _store.WriteAsync(new RecordWrite("feedback", key, records.ToList(), RecordWriteMode.Replace, null), CancellationToken.None);
        var summary = await new ToolCall().RunAsync(
            new DataStoreSummarizeTool(_store),
            """{"store_name":"feedback","group_by":["issue_category","sentiment"]}""");
        var outputs = await new ToolCall { DataDirectory = _data.Path }.RunAsync(
            Tool,
            $$"""{"stats":{{summary["summary"]!.ToJsonString()}},"raw_data":{"store_name":"feedback"}{{parameters}}}""");
        return outputs["report"]!.AsObject();
    }
}

using MissionControl.Steps;

namespace MissionControl.Tools.Mail.Query;

public sealed class MailQueryTests
{
    private static readonly MailMessage Message = new()
    {
        Id = "1",
        From = "Martha Ellison <martha@example.co.uk>",
        To = ["Shop <feedback@shop.example>"],
        Cc = ["boss@shop.example"],
        Subject = "Refund for the broken kettle",
        Date = new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero),
        Body = "The cart was refunded twice, at 10:30. 配送が遅い",
        Labels = ["Inbox", "Customer Feedback", "shop/uk"],
    };

    [Theory]
    [InlineData("", true)]
    [InlineData("label:customer-feedback", true)]
    [InlineData("label:CUSTOMER-FEEDBACK", true)]
    [InlineData("label:\"Customer Feedback\"", true)]
    [InlineData("label:shop-uk", true)]
    [InlineData("label:customer", false)]
    [InlineData("from:martha", true)]
    [InlineData("from:ELLISON", true)]
    [InlineData("from:example.co.uk", true)]
    [InlineData("from:shop", false)]
    [InlineData("to:feedback@shop.example", true)]
    [InlineData("to:boss", true)]
    [InlineData("subject:kettle", true)]
    [InlineData("subject:cart", false)]
    [InlineData("subject:\"broken kettle\"", true)]
    [InlineData("subject:\"kettle broken\"", false)]
    [InlineData("refund", true)]
    [InlineData("refunde", true)]
    [InlineData("art", false)]
    [InlineData("martha", true)]
    [InlineData("遅い", true)]
    [InlineData("refund kettle", true)]
    [InlineData("refund toaster", false)]
    [InlineData("\"refunded twice\"", true)]
    [InlineData("\"at 10:30\"", true)]
    [InlineData("-toaster", true)]
    [InlineData("-refund", false)]
    [InlineData("-label:spam from:martha", true)]
    [InlineData("-\"refunded twice\"", false)]
    [InlineData("toaster OR kettle", true)]
    [InlineData("toaster OR oven", false)]
    [InlineData("refund toaster OR kettle", true)]
    [InlineData("oven toaster OR kettle", false)]
    [InlineData("(oven toaster) OR kettle", true)]
    [InlineData("-(oven OR kettle)", false)]
    [InlineData("after:2026/08/01", true)]
    [InlineData("after:2026-08-02", false)]
    [InlineData("before:2026/8/1", false)]
    [InlineData("before:2026-08-02", true)]
    [InlineData("FROM:martha or", false)]
    public void Query_OnAMessage_MatchesOrNot(string query, bool expected) => Assert.Equal(expected, MailQuery.Parse(query)(Message));

    [Theory]
    [InlineData("sender:martha", "'sender:'")]
    [InlineData("label:", "'label:'")]
    [InlineData("label: x", "'label:'")]
    [InlineData("after:soon", "'after:soon'")]
    [InlineData("after:2026-13-01", "'after:2026-13-01'")]
    [InlineData("\"open", "quote that is not closed")]
    [InlineData("(open", "'(' without its ')'")]
    [InlineData("a ) b", "')' that closes nothing")]
    [InlineData("a OR", "nothing beside it")]
    [InlineData("OR a", "nothing beside it")]
    [InlineData("-(", "'(' without its ')'")]
    public void Query_NotUnderstood_IsRefusedNamingTheWord(string query, string named)
    {
        var error = Assert.Throws<ToolException>(() => MailQuery.Parse(query));

        Assert.Equal(("bad_query", false), (error.ErrorType, error.Retryable));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", 30)]
    [InlineData("-", 4001)]
    [InlineData("- ", 1900)]
    public void Query_HostilelyDeepOrLong_IsRefused(string piece, int times) =>
        Assert.Throws<ToolException>(() => MailQuery.Parse(string.Concat(Enumerable.Repeat(piece, times))));
}

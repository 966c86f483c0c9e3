using System.Globalization;

namespace MissionControl.Tools.Extraction;

public sealed class TextFindingsTests
{
    [Theory]
    [InlineData("€49.90", "EUR 49.90")]
    [InlineData("49,90 €", "EUR 49.90")]
    [InlineData("EUR 1.234,56", "EUR 1234.56")]
    [InlineData("EUR\n1,234.56", "EUR 1234.56")]
    [InlineData("USD 1,299", "USD 1299.00")]
    [InlineData("$5", "USD 5.00")]
    [InlineData("CHF 1'250.00", "CHF 1250.00")]
    [InlineData("£86.40.", "GBP 86.40")]
    [InlineData("900 euro laptop, 25 euros", "EUR 900.00|EUR 25.00")]
    [InlineData("180 dollars", "USD 180.00")]
    [InlineData("12,000円", "JPY 12000.00")]
    [InlineData("28cm, 4 of them, order 448120", "")]
    [InlineData("europe 12", "")]
    public void Amounts_InEveryNotation_AreFound(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Amounts.Find(text).Select(amount => amount.ToFound().Text)));

    [Theory]
    [InlineData("2026-07-04", "2026-07-04")]
    [InlineData("2026/7/4", "2026-07-04")]
    [InlineData("04.07.2026", "2026-07-04")]
    [InlineData("4. Juli 2026", "2026-07-04")]
    [InlineData("July 4th, 2026", "2026-07-04")]
    [InlineData("4 juillet 2026", "2026-07-04")]
    [InlineData("4 de julio de 2026", "2026-07-04")]
    [InlineData("25/07/2026 and 07/25/2026 and 7/7/2026", "2026-07-25|2026-07-25|2026-07-07")]
    [InlineData("03/04/2026", "")]
    [InlineData("on 22 July", "2026-07-22")]
    [InlineData("by 1 October", "2026-10-01")]
    [InlineData("since 24 December", "2025-12-24")]
    [InlineData("31 February 2026", "")]
    [InlineData("12 tea towels, chapter 5 pages", "")]
    [InlineData("9999-99-99", "")]
    public void Dates_InEveryNotation_AreFound(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Dates.Find(text, new DateTimeOffset(2026, 9, 10, 0, 0, 0, TimeSpan.Zero)).Select(date => date.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));

    [Fact]
    public void Date_WithoutYearInAMessageWithoutDate_IsNone() => Assert.Empty(Dates.Find("on 22 July", null));
}

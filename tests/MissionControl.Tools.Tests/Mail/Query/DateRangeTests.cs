using System.Globalization;
using MissionControl.Steps;

namespace MissionControl.Tools.Mail.Query;

public sealed class DateRangeTests
{
    // A Thursday.
    private static readonly DateTimeOffset AsOf = new(2026, 9, 10, 8, 19, 30, TimeSpan.FromHours(2));

    [Theory]
    [InlineData("last_30_days", "2026-08-11T06:19:30", "2026-09-10T06:19:30")]
    [InlineData("last 7 days", "2026-09-03T06:19:30", "2026-09-10T06:19:30")]
    [InlineData("LAST_2_WEEKS", "2026-08-27T06:19:30", "2026-09-10T06:19:30")]
    [InlineData("last_3_months", "2026-06-10T06:19:30", "2026-09-10T06:19:30")]
    [InlineData("past_1_year", "2025-09-10T06:19:30", "2026-09-10T06:19:30")]
    [InlineData("last_12_hours", "2026-09-09T18:19:30", "2026-09-10T06:19:30")]
    [InlineData("today", "2026-09-10T00:00:00", "2026-09-11T00:00:00")]
    [InlineData("yesterday", "2026-09-09T00:00:00", "2026-09-10T00:00:00")]
    [InlineData("this_week", "2026-09-07T00:00:00", "2026-09-14T00:00:00")]
    [InlineData("last_week", "2026-08-31T00:00:00", "2026-09-07T00:00:00")]
    [InlineData("this_month", "2026-09-01T00:00:00", "2026-10-01T00:00:00")]
    [InlineData("last_month", "2026-08-01T00:00:00", "2026-09-01T00:00:00")]
    [InlineData("this_year", "2026-01-01T00:00:00", "2027-01-01T00:00:00")]
    [InlineData("last_year", "2025-01-01T00:00:00", "2026-01-01T00:00:00")]
    [InlineData("2026-01-01..2026-02-01", "2026-01-01T00:00:00", "2026-02-02T00:00:00")]
    [InlineData("2026/01/01 .. 2026/02/01", "2026-01-01T00:00:00", "2026-02-02T00:00:00")]
    [InlineData("2026-01-01..", "2026-01-01T00:00:00", "-")]
    [InlineData("..2026-02-01", "-", "2026-02-02T00:00:00")]
    [InlineData("2026-01-05", "2026-01-05T00:00:00", "2026-01-06T00:00:00")]
    [InlineData("all", "-", "-")]
    [InlineData("", "-", "-")]
    public void Range_InEachNotation_HasItsEnds(string text, string from, string until)
    {
        var range = DateRange.Parse(text, AsOf);

        Assert.Equal((from, until), (Text(range.From), Text(range.Until)));
    }

    [Fact]
    public void Range_CountedBack_HoldsBothItsEnds()
    {
        var range = DateRange.Parse("last_30_days", AsOf);

        Assert.True(range.Contains(AsOf));
        Assert.True(range.Contains(AsOf.AddDays(-30)));
        Assert.False(range.Contains(AsOf.AddSeconds(1)));
        Assert.False(range.Contains(AsOf.AddDays(-30).AddSeconds(-1)));
    }

    [Theory]
    [InlineData("last_thirty_days")]
    [InlineData("last_30")]
    [InlineData("next_30_days")]
    [InlineData("last_30_fortnights")]
    [InlineData("2026-02-01..2026-01-01")]
    [InlineData("2026-02-30..2026-03-01")]
    [InlineData("..")]
    [InlineData("last_99999999_days")]
    [InlineData("last_2147483647_years")]
    [InlineData("last_-1_days")]
    public void Range_NotUnderstood_IsRefusedNamingIt(string text)
    {
        var error = Assert.Throws<ToolException>(() => DateRange.Parse(text, AsOf));

        Assert.Equal("bad_date", error.ErrorType);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    private static string Text(DateTimeOffset? date) =>
        date?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) ?? "-";
}

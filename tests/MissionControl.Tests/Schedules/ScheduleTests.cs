using System.Globalization;
using MissionControl.Schedules;

namespace MissionControl.Tests.Schedules;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData("0 0 * * * *", "2026-03-12T09:59:59", "2026-03-12T10:00:00")]
    [InlineData("0 0 * * * *", "2026-03-12T10:00:00", "2026-03-12T11:00:00")]
    [InlineData("0 0 * * * *", "2026-12-31T23:30:00", "2027-01-01T00:00:00")]
    [InlineData("0 */15 * * * *", "2026-03-12T10:46:00", "2026-03-12T11:00:00")]
    [InlineData("*/20 * * * * *", "2026-03-12T10:46:01", "2026-03-12T10:46:20")]
    [InlineData("30 5/10 9-17 * * *", "2026-03-12T17:55:30", "2026-03-13T09:05:30")]
    [InlineData("0 5/1 * * * *", "2026-03-12T10:05:00", "2026-03-12T11:05:00")]
    [InlineData("0 0 0 1,15 * *", "2026-03-12T10:00:00", "2026-03-15T00:00:00")]
    [InlineData("0 30 9 * JAN MON", "2026-03-12T10:00:00", "2027-01-04T09:30:00")]
    [InlineData("0 30 9 * january-feb monday", "2026-01-26T09:30:00", "2026-02-02T09:30:00")]
    [InlineData("0 0 0 * * 0", "2026-03-12T10:00:00", "2026-03-15T00:00:00")]
    [InlineData("0 0 0 13 * FRI", "2026-03-14T00:00:00", "2026-11-13T00:00:00")]
    [InlineData("0 0 12 31 * *", "2026-03-31T12:00:00", "2026-05-31T12:00:00")]
    [InlineData("0 0 0 29 2 *", "2026-03-12T10:00:00", "2028-02-29T00:00:00")]
    [InlineData("0 0 0 29 2 *", "2096-03-12T10:00:00", "2104-02-29T00:00:00")]
    [InlineData("0 0 0 29 2 SUN", "2026-03-12T10:00:00", "2032-02-29T00:00:00")]
    [InlineData("*/15 * * * *", "2026-03-12T10:46:00", "2026-03-12T11:00:00")]
    [InlineData("0  0   6 * *  1-5", "2026-03-13T07:00:00", "2026-03-16T06:00:00")]
    public void Next_AfterATime_IsTheFirstThatFitsEveryField(string text, string after, string expected) =>
        Assert.Equal(At(expected), Schedule.Parse(text).Next(At(after)));

    [Theory]
    [InlineData("0 0 * * * *", "2026-03-12T10:00:00", "2026-03-12T10:00:00")]
    [InlineData("0 0 * * * *", "2026-03-12T10:59:59", "2026-03-12T10:00:00")]
    [InlineData("0 0 * * * *", "2026-01-01T00:00:00", "2026-01-01T00:00:00")]
    [InlineData("0 30 * * * *", "2026-01-01T00:10:00", "2025-12-31T23:30:00")]
    [InlineData("30 5/10 9-17 * * *", "2026-03-12T09:05:29", "2026-03-11T17:55:30")]
    [InlineData("0 0 12 31 * *", "2026-05-31T11:59:59", "2026-03-31T12:00:00")]
    [InlineData("0 0 0 29 2 *", "2104-02-28T00:00:00", "2096-02-29T00:00:00")]
    [InlineData("0 0 0 13 * FRI", "2026-11-12T00:00:00", "2026-03-13T00:00:00")]
    public void Last_AtATime_IsTheLatestThatFitsEveryField(string text, string at, string expected) =>
        Assert.Equal(At(expected), Schedule.Parse(text).Last(At(at)));

    [Theory]
    [InlineData("0 */15 * * * *")]
    [InlineData("7,11 3-59/7 */5 * * 1-5")]
    [InlineData("0 0 0 28-31 * SAT")]
    [InlineData("59 59 23 29 2 *")]
    public void Times_OneAfterTheOther_AreEachTheLastOfThemselvesAndOfTheSecondBeforeTheNext(string text)
    {
        var schedule = Schedule.Parse(text);
        var time = schedule.Next(At("2026-01-01T00:00:00"))!.Value;
        for (var i = 0; i < 50; i++)
        {
            var next = schedule.Next(time)!.Value;
            Assert.True(next > time);
            Assert.Equal((time, time, next), (schedule.Last(time)!.Value, schedule.Last(next.AddTicks(-1))!.Value, schedule.Next(next.AddTicks(-1))!.Value));
            time = next;
        }
    }

    [Fact]
    public void Time_OfAnotherOffset_CountsAsUtc() =>
        Assert.Equal(At("2026-03-13T00:00:00"), Schedule.Parse("0 0 0 * * *").Next(new DateTimeOffset(2026, 3, 13, 1, 0, 0, TimeSpan.FromHours(5))));

    [Fact]
    public void Ends_OfTime_HaveNoNeighbour()
    {
        var hourly = Schedule.Parse("0 0 * * * *");

        Assert.Null(hourly.Next(DateTimeOffset.MaxValue));
        Assert.Null(hourly.Next(DateTimeOffset.MaxValue.AddMinutes(-30)));
        Assert.Equal(DateTimeOffset.MinValue, hourly.Last(DateTimeOffset.MinValue));
        Assert.Null(Schedule.Parse("0 30 * * * *").Last(DateTimeOffset.MinValue.AddMinutes(29)));
        Assert.NotNull(hourly.Last(DateTimeOffset.MaxValue));
    }

    [Theory]
    [InlineData("", "write {second} {minute}")]
    [InlineData("0 0 * *", "write {second} {minute}")]
    [InlineData("0 0 * * * * 2026", "write {second} {minute}")]
    [InlineData("@hourly", "write {second} {minute}")]
    [InlineData("01:00:00", "write {second} {minute}")]
    [InlineData("60 0 * * * *", "\"60\" does not fit the field second: write * or 0 to 59")]
    [InlineData("0 61 * * * *", "field minute")]
    [InlineData("0 0 24 * * *", "field hour: write * or 0 to 23")]
    [InlineData("0 0 0 0 * *", "field day: write * or 1 to 31")]
    [InlineData("0 0 0 * 13 *", "field month: write * or 1 to 12")]
    [InlineData("0 0 0 * * 7", "field day of the week: write * or 0 to 6, ranges, steps and lists of them, for example 1-5 or MON; Sunday is 0 or SUN")]
    [InlineData("0 0 0 * * MO", "field day of the week")]
    [InlineData("0 0 0 * Mai *", "field month")]
    [InlineData("0 */0 * * * *", "field minute")]
    [InlineData("0 */60 * * * *", "field minute")]
    [InlineData("0 30-10 * * * *", "\"30-10\" does not fit the field minute")]
    [InlineData("0 1,,2 * * * *", "\"\" does not fit the field minute")]
    [InlineData("0 -5 * * * *", "field minute")]
    [InlineData("0 +5 * * * *", "field minute")]
    [InlineData("0 5- * * * *", "field minute")]
    [InlineData("0 */ * * * *", "field minute")]
    [InlineData("0 5/10/2 * * * *", "field minute")]
    [InlineData("0 0 0 L * *", "field day")]
    [InlineData("0 0 0 ? * MON", "field day")]
    [InlineData("0 0 0 30 2 *", "never comes: no month that it names has a day 30")]
    [InlineData("0 0 0 31 4,6,9,11 *", "never comes")]
    [InlineData("* * * * * * * * * * * * * * * *", "write {second} {minute}")]
    public void Text_ThatIsNoSchedule_IsRefusedWithTheFieldAndTheCure(string text, string expected)
    {
        Assert.False(Schedule.TryParse(text, out _, out var error));

        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}

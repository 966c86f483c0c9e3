using System.Text.Json.Nodes;

namespace MissionControl.Tools.Reporting;

public sealed class TimelineTests
{
    [Theory]
    [InlineData("2026-01-01", "2026-01-03", "day", "1 Jan", 3)]
    [InlineData("2026-01-01", "2026-02-05", "week", "29 Dec", 6)]
    [InlineData("2024-12-24", "2026-01-01", "month", "Dec 24", 14)]
    [InlineData("2010-05-05", "2026-01-01", "year", "2010", 17)]
    [InlineData("9999-12-30", "9999-12-31", "day", "30 Dec", 2)]
    [InlineData("0001-01-01", "0001-02-01", "week", "1 Jan", 5)]
    public void Timeline_Span_DecidesTheUnit(string from, string to, string unit, string first, int periods)
    {
        var timeline = Timeline.Of(Records(to, from, from), "date")!;

        Assert.Equal(unit, timeline.Unit);
        Assert.Equal((first, 2), timeline.Periods[0]);
        Assert.Equal(periods, timeline.Periods.Count);
        Assert.Equal(1, timeline.Periods[^1].Count);
    }

    [Theory]
    [InlineData("2026-01-01", "2026-01-01")]
    [InlineData("0001-01-01", "9999-12-31")]
    [InlineData("yesterday", "tomorrow")]
    public void Timeline_NothingToShow_IsAbsent(string from, string to) => Assert.Null(Timeline.Of(Records(from, to), "date"));

    private static List<JsonObject> Records(params string[] dates) => dates.Select(date => new JsonObject { ["date"] = date }).ToList();
}

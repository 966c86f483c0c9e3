using MissionControl.Telemetry;

namespace MissionControl.Portfolio;

/// <summary>
/// The tallies of all hours, and sums over spans of them that do not look at a single row. An hour is put in place of what was known of it; the
/// sum of everything before today is kept and only counted anew when one of its hours changes. For one caller at a time.
/// </summary>
public sealed class PortfolioHours
{
    private readonly SortedDictionary<DateTimeOffset, HourTally> _hours = [];
    private readonly SortedDictionary<DateTimeOffset, HourTally> _days = [];
    private HourTally _closed = new();
    private DateTimeOffset? _closedUntil;

    /// <summary>The UTC hour that a time lies in.</summary>
    public static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    /// <summary>The hours of rows that lie in memory. Active runs and logs whose time nobody knows are in no hour.</summary>
    public static PortfolioHours Of(IEnumerable<MissionRun> runs, IEnumerable<TaskLog> logs, IEnumerable<Intervention> interventions)
    {
        var tallies = new Dictionary<DateTimeOffset, HourTally>();
        HourTally At(DateTimeOffset at) => tallies.TryGetValue(HourOf(at), out var tally) ? tally : tallies[HourOf(at)] = new HourTally();
        foreach (var run in runs.Where(run => !run.IsActive))
        {
            At(run.CountedAt).Add(run);
        }

        foreach (var log in logs.Where(log => log.EndedAt is not null))
        {
            At(log.EndedAt!.Value).Add(log);
        }

        foreach (var intervention in interventions)
        {
            At(intervention.At).Add(intervention);
        }

        var hours = new PortfolioHours();
        foreach (var (hour, tally) in tallies)
        {
            hours.Put(hour, tally);
        }

        return hours;
    }

    /// <summary>Puts the tally of an hour in the place of the one that was known. It is not to be changed afterwards.</summary>
    public void Put(DateTimeOffset hour, HourTally tally)
    {
        hour = HourOf(hour);
        _hours[hour] = tally;
        _days.Remove(DayOf(hour));
        if (hour < _closedUntil)
        {
            _closedUntil = null;
        }
    }

    /// <summary>The sum of all hours up to the one that the time lies in.</summary>
    public HourTally Through(DateTimeOffset asOf)
    {
        var today = DayOf(HourOf(asOf));
        if (_closedUntil is null || _closedUntil > today)
        {
            _closed = new HourTally();
            _closedUntil = DateTimeOffset.MinValue;
        }

        foreach (var day in DaysBetween(_closedUntil.Value, today))
        {
            _closed.Add(Day(day));
        }

        _closedUntil = today;
        return Sum(new HourTally().Add(_closed), today, HourOf(asOf));
    }

    /// <summary>The sum of the hour that the time lies in and of those before it, so many in all.</summary>
    public HourTally Last(DateTimeOffset asOf, int hours)
    {
        var last = HourOf(asOf);
        var span = TimeSpan.FromHours(hours - 1);
        return Sum(new HourTally(), last - DateTimeOffset.MinValue < span ? DateTimeOffset.MinValue : last - span, last);
    }

    private static DateTimeOffset DayOf(DateTimeOffset hour) => new(hour.UtcTicks - (hour.UtcTicks % TimeSpan.TicksPerDay), TimeSpan.Zero);

    /// <summary>Days from the first on and before the last that hold hours.</summary>
    private List<DateTimeOffset> DaysBetween(DateTimeOffset first, DateTimeOffset last) =>
        _hours.Keys.Where(hour => hour >= first && hour < last).Select(DayOf).Distinct().ToList();

    private HourTally Day(DateTimeOffset day)
    {
        if (!_days.TryGetValue(day, out var tally))
        {
            _days[day] = tally = Sum(new HourTally(), day, day.AddHours(23));
        }

        return tally;
    }

    private HourTally Sum(HourTally sum, DateTimeOffset first, DateTimeOffset last)
    {
        // Few hours are asked for one by one; a span longer than what there is walks over what there is.
        if ((last - first).TotalHours < _hours.Count)
        {
            for (var hour = 0; hour <= (last - first).TotalHours; hour++)
            {
                if (_hours.TryGetValue(first.AddHours(hour), out var tally))
                {
                    sum.Add(tally);
                }
            }

            return sum;
        }

        foreach (var (_, tally) in _hours.Where(hour => hour.Key >= first && hour.Key <= last))
        {
            sum.Add(tally);
        }

        return sum;
    }
}

using MissionControl.Assets;

namespace MissionControl.Schedules;

/// <summary>
/// When something is done by itself, in UTC: an NCRONTAB expression of the fields second, minute, hour, day, month and day of the week. Every
/// expression that is taken here means the same to Azure's timers. Of five fields the second is 0. A time must fit all fields, day and day of the
/// week both.
/// </summary>
public sealed class Schedule
{
    /// <summary>The rule in words, for error texts.</summary>
    public const string Rule = "write {second} {minute} {hour} {day} {month} {day of the week}, for example \"0 */15 * * * *\" for every quarter of an hour";

    private const int MaxLength = 200;

    /// <summary>Weekdays of a date repeat after so many days; what did not come up by then never does.</summary>
    private const int Cycle = 146_097;

    private readonly int[][] _fields;

    private Schedule(string text, int[][] fields) => (Text, _fields) = (text, fields);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <exception cref="FormatException">The text is no schedule; the message names the field and the cure.</exception>
    public static Schedule Parse(string text) => TryParse(text, out var schedule, out var error) ? schedule : throw new FormatException(error);

    /// <param name="error">What is wrong, with the field and the cure.</param>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Schedule? schedule, out string? error)
    {
        schedule = null;
        var parts = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (text is null || text.Length > MaxLength || parts.Length is not (5 or 6))
        {
            error = $"{PathText.Quote(text ?? "")} is no schedule: {Rule}";
            return false;
        }

        parts = parts.Length == 5 ? ["0", .. parts] : parts;
        var fields = new int[parts.Length][];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!ScheduleField.All[i].TryParse(parts[i], out fields[i], out error))
            {
                return false;
            }
        }

        if (!fields[4].Any(month => fields[3][0] <= DateTime.DaysInMonth(2000, month)))
        {
            error = $"{PathText.Quote(text)} never comes: no month that it names has a day {fields[3][0]}; write a day that there is";
            return false;
        }

        error = null;
        schedule = new Schedule(text, fields);
        return true;
    }

    /// <summary>The first time after another.</summary>
    /// <returns>Null at the end of time.</returns>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var second = after.UtcTicks / TimeSpan.TicksPerSecond + 1;
        var from = second * TimeSpan.TicksPerSecond > DateTime.MaxValue.Ticks ? (DateTime?)null : new DateTime(second * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
        for (var days = 0; from is { } start && days <= Cycle; days++)
        {
            if (Fits(start) && Times(start.TimeOfDay, backwards: false) is { } time)
            {
                return new DateTimeOffset(start.Date + time, TimeSpan.Zero);
            }

            from = start.Date == DateTime.MaxValue.Date ? null : start.Date.AddDays(1);
        }

        return null;
    }

    /// <summary>The last time not after another.</summary>
    /// <returns>Null at the beginning of time.</returns>
    public DateTimeOffset? Last(DateTimeOffset atOrBefore)
    {
        DateTime? from = atOrBefore.UtcDateTime;
        for (var days = 0; from is { } end && days <= Cycle; days++)
        {
            if (Fits(end) && Times(end.TimeOfDay, backwards: true) is { } time)
            {
                return new DateTimeOffset(end.Date + time, TimeSpan.Zero);
            }

            from = end.Date == DateTime.MinValue ? null : end.Date.AddTicks(-1);
        }

        return null;
    }

    public override string ToString() => Text;

    private bool Fits(DateTime day) =>
        _fields[4].Contains(day.Month) && _fields[3].Contains(day.Day) && _fields[5].Contains((int)day.DayOfWeek);

    /// <summary>The time of a day that is nearest to a limit, on its later or its earlier side; null when the day has none there.</summary>
    private TimeSpan? Times(TimeSpan limit, bool backwards)
    {
        var times =
            from hour in Directed(_fields[2], backwards)
            where backwards ? hour <= limit.Hours : hour >= limit.Hours
            from minute in Directed(_fields[1], backwards)
            from second in Directed(_fields[0], backwards)
            let time = new TimeSpan(hour, minute, second)
            where backwards ? time <= limit : time >= limit
            select (TimeSpan?)time;
        return times.FirstOrDefault();
    }

    private static IEnumerable<int> Directed(int[] values, bool backwards) => backwards ? values.AsEnumerable().Reverse() : values;
}

using System.Globalization;
using MissionControl.Assets;

namespace MissionControl.Schedules;

/// <summary>One field of a schedule: <c>*</c>, values, ranges and steps, by commas, within the bounds of its kind.</summary>
internal sealed record ScheduleField(string Name, int Least, int Most, string[] Words, string Example)
{
    /// <summary>Least letters of a word: <c>jan</c> and <c>january</c> are the same.</summary>
    private const int Short = 3;

    public static IReadOnlyList<ScheduleField> All { get; } =
    [
        new("second", 0, 59, [], "0"),
        new("minute", 0, 59, [], "*/15"),
        new("hour", 0, 23, [], "9-17"),
        new("day", 1, 31, [], "1,15"),
        new("month", 1, 12, ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"], "1-6 or JAN"),
        new("day of the week", 0, 6, ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"], "1-5 or MON; Sunday is 0 or SUN"),
    ];

    /// <summary>The values in ascending order.</summary>
    /// <param name="error">What is wrong, with the field and the cure.</param>
    public bool TryParse(string text, out int[] values, out string? error)
    {
        var found = new SortedSet<int>();
        error = null;
        foreach (var part in text.Split(','))
        {
            if (Part(part) is not { } range)
            {
                values = [];
                error = $"{PathText.Quote(part)} does not fit the field {Name}: write * or {Least} to {Most}, ranges, steps and lists of them, for example {Example}";
                return false;
            }

            for (var value = range.First; value <= range.Last; value += range.Step)
            {
                found.Add(value);
            }
        }

        values = [.. found];
        return true;
    }

    private (int First, int Last, int Step)? Part(string part)
    {
        var slash = part.IndexOf('/', StringComparison.Ordinal);
        var step = slash < 0 ? 1 : Number(part[(slash + 1)..]) ?? 0;
        var range = slash < 0 ? part : part[..slash];
        if (step is < 1 || step > Most)
        {
            return null;
        }

        if (range == "*")
        {
            return (Least, Most, step);
        }

        var dash = range.IndexOf('-', StringComparison.Ordinal);
        var first = Value(dash < 0 ? range : range[..dash]);

        // A value with a step goes on to the end: 5/10 is 5-59/10, as Azure's timers read it. With the step 1 they read the value alone.
        var last = dash < 0 ? (step > 1 ? Most : first) : Value(range[(dash + 1)..]);
        return first is { } from && last is { } to && from <= to ? (from, to, step) : null;
    }

    private int? Value(string text)
    {
        var word = text.Length < Short ? -1 : Array.FindIndex(Words, word => word.StartsWith(text, StringComparison.OrdinalIgnoreCase));
        var value = word >= 0 ? word + Least : Number(text);
        return value >= Least && value <= Most ? value : null;
    }

    private static int? Number(string text) =>
        text.Length is 1 or 2 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

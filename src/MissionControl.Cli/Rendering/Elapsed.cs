using System.Globalization;

namespace MissionControl.Cli.Rendering;

/// <summary>Spans as people read them: two units at most.</summary>
internal static class Elapsed
{
    public static string Text(TimeSpan span)
    {
        span = span < TimeSpan.Zero ? TimeSpan.Zero : span;
        return span switch
        {
            { TotalSeconds: < 1 } => Format($"{span.TotalMilliseconds:0} ms"),
            { TotalSeconds: < 60 } => Format($"{Math.Floor(span.TotalSeconds * 10) / 10:0.0} s"),
            { TotalHours: < 1 } => Format($"{span.Minutes} min {span.Seconds} s"),
            { TotalDays: < 1 } => Format($"{span.Hours} h {span.Minutes} min"),
            _ => Format($"{(int)span.TotalDays} d {span.Hours} h"),
        };
    }

    public static string Minutes(decimal minutes) => Text(TimeSpan.FromMinutes((double)minutes));

    public static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace MissionControl.Reports.Writing;

/// <summary>Figures as reports write them: invariant, without needless zeros, a dash where there is no figure.</summary>
internal static class Say
{
    public const string Nothing = "–";

    public static string Number(decimal? value, int digits = 2) =>
        value is { } number ? Math.Round(number, digits, MidpointRounding.AwayFromZero).ToString($"#,0.{new string('#', digits)}", CultureInfo.InvariantCulture) : Nothing;

    /// <summary>With so many digits, zeros included.</summary>
    public static string Fixed(decimal? value, int digits) => value?.ToString($"#,0.{new string('0', digits)}", CultureInfo.InvariantCulture) ?? Nothing;

    public static string Percent(decimal? value) => value is { } pct ? $"{Fixed(pct, 1)} %" : Nothing;

    /// <summary>As given, without needless digits.</summary>
    public static string PlainPercent(decimal? value) => value is { } pct ? $"{Number(pct, 1)} %" : Nothing;

    public static string Usd(decimal? value) => value is null ? Nothing : $"{Money(value)} USD";

    /// <summary>US dollars where the heading says so.</summary>
    public static string Money(decimal? value) => value?.ToString("#,0.00##", CultureInfo.InvariantCulture) ?? Nothing;

    public static string Minutes(decimal? value) => value is { } minutes ? $"{Number(minutes)} min" : Nothing;

    /// <summary>How long something took, in the unit that suits it.</summary>
    public static string Lasted(decimal? minutes) => minutes switch
    {
        null => Nothing,
        0 => "0 min",
        < 1 => $"{Number(minutes * 60)} s",
        < 120 => $"{Number(minutes, 1)} min",
        < 2880 => $"{Math.Floor(minutes.Value / 60):0} h {Math.Floor(minutes.Value % 60):0} min",
        _ => $"{Number(Math.Floor(minutes.Value / 1440))} d {Math.Floor(minutes.Value % 1440 / 60):0} h",
    };

    /// <summary>With its sign; no difference is ±0.</summary>
    public static string Signed(decimal? value, int digits = 1) => value switch
    {
        null => Nothing,
        0 => "±0",
        > 0 => $"+{Number(value, digits)}",
        _ => $"−{Number(-value, digits)}",
    };

    public static string Time(DateTimeOffset? at) => at is { } time ? time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : Nothing;

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Count(long count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {(count == 1 ? one : many)}");

    /// <summary>Words that the wire writes with underscores, for people.</summary>
    public static string Words(string word) => word.Replace('_', ' ');
}

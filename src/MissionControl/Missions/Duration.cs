using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using MissionControl.Assets;

namespace MissionControl.Missions;

/// <summary>
/// Spans of time as documents write them: ISO-8601 (<c>PT5M</c>, <c>P2D</c>) or a number and a unit (<c>90s, 5m, 2h, 30d</c>).
/// A bare number has no unit and is refused; so are years and months, whose length varies.
/// </summary>
public static partial class Duration
{
    /// <summary>The rule in words, for error texts.</summary>
    public const string Rule = "write a number and its unit (90s, 5m, 2h, 30d) or ISO-8601 (PT5M, P2D)";

    private const int MaxLength = 40;

    /// <summary>Ten years of 365 days: no duration is longer.</summary>
    public static TimeSpan MaxValue { get; } = TimeSpan.FromDays(3650);

    /// <exception cref="FormatException">The text is no duration; the message says what would be.</exception>
    public static TimeSpan Parse(string text) => TryParse(text, out var value, out var error) ? value : throw new FormatException(error);

    /// <summary>Zero is a duration; nothing below it is.</summary>
    public static bool TryParse(string? text, out TimeSpan value, out string? error)
    {
        value = TimeSpan.Zero;
        error = null;
        var seconds = text is null || text.Length > MaxLength ? null : Seconds(text);
        if (seconds is null)
        {
            error = $"{PathText.Quote(text ?? "")} is no duration: {Rule}";
        }
        else if (seconds > (decimal)MaxValue.TotalSeconds)
        {
            error = $"{PathText.Quote(text!)} is longer than ten years (3650d)";
        }
        else
        {
            value = TimeSpan.FromTicks((long)(seconds.Value * TimeSpan.TicksPerSecond));
            return true;
        }

        return false;
    }

    /// <summary>The span in ISO-8601, as <see cref="Parse"/> reads it: <c>PT5M</c>, <c>PT0.6S</c>.</summary>
    public static string Text(TimeSpan value) => XmlConvert.ToString(value);

    private static decimal? Seconds(string text)
    {
        var match = WithUnit().Match(text);
        return match.Success ? SumOf(match, "smhd", 1, 60, 3600, 86400)
            : (match = Iso().Match(text)).Success ? SumOf(match, "SMHDW", 1, 60, 3600, 86400, 604800)
            : null;
    }

    private static decimal? SumOf(Match match, string units, params ReadOnlySpan<int> seconds)
    {
        decimal sum = 0;
        for (var i = 0; i < units.Length; i++)
        {
            var group = match.Groups[units[i].ToString()];
            if (!group.Success)
            {
                continue;
            }

            // Beyond fifteen digits the product could overflow; so much of any unit is past the bound anyway.
            var digits = group.ValueSpan.IndexOf('.') is var point && point >= 0 ? point : group.Length;
            sum += digits > 15
                ? decimal.MaxValue / 100
                : decimal.Parse(group.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * seconds[i];
        }

        return sum;
    }

    [GeneratedRegex(@"^(?:(?<s>[0-9]+(?:\.[0-9]+)?)s|(?<m>[0-9]+(?:\.[0-9]+)?)m|(?<h>[0-9]+(?:\.[0-9]+)?)h|(?<d>[0-9]+(?:\.[0-9]+)?)d)\z")]
    private static partial Regex WithUnit();

    [GeneratedRegex(@"^P(?=[0-9T])(?:(?<W>[0-9]+(?:\.[0-9]+)?)W)?(?:(?<D>[0-9]+(?:\.[0-9]+)?)D)?(?:T(?=[0-9])(?:(?<H>[0-9]+(?:\.[0-9]+)?)H)?(?:(?<M>[0-9]+(?:\.[0-9]+)?)M)?(?:(?<S>[0-9]+(?:\.[0-9]+)?)S)?)?\z")]
    private static partial Regex Iso();
}

using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using MissionControl.Steps;

namespace MissionControl.Tools.Durations;

/// <summary>Reads a duration parameter: ISO-8601 in days and smaller (<c>PT5M</c>) or number and unit (<c>90s</c>); at most a day, so that no timer overflows.</summary>
internal static partial class DurationParameter
{
    private static readonly TimeSpan Max = TimeSpan.FromDays(1);

    /// <exception cref="ToolException">The text is no duration, is negative, or is too long.</exception>
    public static TimeSpan? Read(ToolInput input, string name)
    {
        if (input.OptionalText(name) is not { Length: > 0 } text)
        {
            return null;
        }

        var duration = Parse(text);
        return duration >= TimeSpan.Zero && duration <= Max
            ? duration
            : throw new ToolException("invalid_parameter", $"'{name}' must be a duration of at most a day, such as 30s, 5m or PT5M.", retryable: false);
    }

    private static TimeSpan? Parse(string text)
    {
        var match = NumberAndUnit().Match(text);
        if (match.Success)
        {
            var number = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            return match.Groups[2].Value switch
            {
                "ms" => TimeSpan.FromMilliseconds(number),
                "s" => TimeSpan.FromSeconds(number),
                "m" => TimeSpan.FromMinutes(number),
                "h" => TimeSpan.FromHours(number),
                _ => TimeSpan.FromDays(number),
            };
        }

        return Iso().IsMatch(text) ? XmlConvert.ToTimeSpan(text) : null;
    }

    [GeneratedRegex(@"^([0-9]{1,6}(?:\.[0-9]{1,6})?)(ms|s|m|h|d)$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberAndUnit();

    [GeneratedRegex(@"^P(?=.)([0-9]{1,5}D)?(T(?=.)([0-9]{1,5}H)?([0-9]{1,5}M)?([0-9]{1,5}(\.[0-9]{1,6})?S)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();
}

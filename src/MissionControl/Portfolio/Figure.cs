using System.Globalization;

namespace MissionControl.Portfolio;

/// <summary>Rounding and division as all figures do them: half away from zero, and no figure where there is nothing to divide by or the result says nothing.</summary>
internal static class Figure
{
    /// <summary>What is larger is an accident of the data: a baseline of almost nothing.</summary>
    private const double Largest = 1e12;

    public static decimal Round(decimal value, int digits) => Math.Round(value, digits, MidpointRounding.AwayFromZero);

    /// <summary>Part of the whole, rounded; null without a whole.</summary>
    public static decimal? Ratio(decimal part, decimal whole, int digits)
    {
        if (whole == 0 || Math.Abs((double)part / (double)whole) > Largest)
        {
            return null;
        }

        return Round(part / whole, digits);
    }

    /// <summary>Part of the whole in percent, rounded; null without a whole.</summary>
    public static decimal? Percent(decimal part, decimal whole, int digits = 1) => Ratio(100 * part, whole, digits);

    /// <summary>Null of nothing.</summary>
    public static decimal? Mean(IReadOnlyCollection<decimal> values, int digits) => values.Count == 0 ? null : Round(values.Sum() / values.Count, digits);

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace MissionControl.Reports.Drawing;

/// <summary>Figures as drawings write them: with few digits, so that they fit; the tables beside them are exact.</summary>
internal static class Short
{
    private static readonly (decimal From, string Unit)[] Units = [(1_000_000_000_000, "T"), (1_000_000_000, "G"), (1_000_000, "M"), (10_000, "k")];

    public static string Number(decimal value)
    {
        var size = Math.Abs(value);
        if (size >= 1_000_000_000_000_000 || size is > 0 and < 0.01m)
        {
            return value.ToString("0.#E+0", CultureInfo.InvariantCulture);
        }

        foreach (var (from, unit) in Units)
        {
            if (size >= from)
            {
                return (value / (from == 10_000 ? 1000 : from)).ToString("0.#", CultureInfo.InvariantCulture) + unit;
            }
        }

        return value.ToString("#,0.##", CultureInfo.InvariantCulture);
    }
}

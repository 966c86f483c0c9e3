namespace MissionControl.Reports.Drawing;

/// <summary>How much room a text takes in a drawing. No font is at hand, so the widths are those of a wide one: what fits by them fits everywhere.</summary>
internal static class TextFit
{
    /// <summary>In the units of a drawing, at its usual size.</summary>
    public static double Width(string text, double size = 13) => text.Sum(Share) * size;

    /// <summary>As much of the text as has room, the last character an ellipsis where it was cut.</summary>
    public static string Cut(string text, double room, double size = 13)
    {
        var length = text.Length;
        while (length > 2 && Width(Svg.Shorten(text, length), size) > room)
        {
            length--;
        }

        return Svg.Shorten(text, Math.Max(2, length));
    }

    private static double Share(char c) => c switch
    {
        'i' or 'j' or 'l' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' => 0.34,
        ' ' or '-' or 'f' or 't' or 'r' or '(' or ')' or '/' or 'I' or 'J' => 0.42,
        'm' or 'w' or 'M' or 'W' or '@' or '%' or '…' => 1,
        >= 'A' and <= 'Z' => 0.75,
        > '\u2000' => 1.1,
        _ => 0.65,
    };
}

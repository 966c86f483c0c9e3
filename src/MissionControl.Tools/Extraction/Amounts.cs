using System.Globalization;
using System.Text.RegularExpressions;

namespace MissionControl.Tools.Extraction;

/// <summary>Finds sums of money, a number beside a currency, in the notations of Europe and America.</summary>
internal static partial class Amounts
{
    private static readonly Dictionary<string, string> Codes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["\u20AC"] = "EUR",
        ["euro"] = "EUR",
        ["euros"] = "EUR",
        ["$"] = "USD",
        ["us$"] = "USD",
        ["dollar"] = "USD",
        ["dollars"] = "USD",
        ["\u00A3"] = "GBP",
        ["pound"] = "GBP",
        ["pounds"] = "GBP",
        ["\u00A5"] = "JPY",
        ["\u5186"] = "JPY",
        ["yen"] = "JPY",
    };

    public static IEnumerable<FoundAmount> Find(string text)
    {
        foreach (Match match in Amount().Matches(text))
        {
            if (TryNumber(match.Groups["n"].Value, out var value))
            {
                var word = match.Groups["c"].Value;
                yield return new FoundAmount(value, Codes.GetValueOrDefault(word, word.ToUpperInvariant()), match.Index);
            }
        }
    }

    // The last separator is a decimal point when one or two digits follow it; every other one groups thousands.
    private static bool TryNumber(string text, out decimal value)
    {
        var last = text.LastIndexOfAny(['.', ',']);
        var decimals = last >= 0 ? text.Length - last - 1 : 0;
        var whole = decimals is 1 or 2 ? text[..last] : text;
        var plain = string.Concat(whole.Where(char.IsAsciiDigit)) + (decimals is 1 or 2 ? "." + text[(last + 1)..] : "");
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }

    [GeneratedRegex(
        @"(?<c>\b(EUR|USD|GBP|CHF|JPY|CAD|AUD|SEK|NOK|DKK|PLN)|US\$|[\u20AC$\u00A3\u00A5])\s?(?<n>\d{1,12}([.,'\u2019]\d{1,3}){0,4})"
        + @"|(?<n>\b\d{1,12}([.,'\u2019]\d{1,3}){0,4})\s?(?<c>(EUR|USD|GBP|CHF|JPY|CAD|AUD|SEK|NOK|DKK|PLN|euros?|dollars?|pounds?|yen)\b|[\u20AC$\u00A3\u00A5\u5186])",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Amount();
}

internal sealed record FoundAmount(decimal Value, string Currency, int At)
{
    public FoundValue ToFound() => new(string.Create(CultureInfo.InvariantCulture, $"{Currency} {Value:0.00}")) { Number = Value };
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace MissionControl.Tools.Extraction;

/// <summary>Values that stand somewhere in a message's text: subject first, then the sender's own words; ids also in signature and quotes.</summary>
internal static partial class TextFindings
{
    // How far after the word "order" its date may stand.
    private const int Nearby = 60;

    public static FoundValue? FirstMatch(MessageReading reading, IReadOnlyList<(Regex Pattern, string As)> patterns)
    {
        var found = reading.AllPlaces
            .SelectMany(place => patterns.SelectMany(pattern => pattern.Pattern.Matches(place).Select(match => match.Result(pattern.As).Trim())))
            .Where(text => text.Length > 0);
        return First(found, text => new FoundValue(text));
    }

    public static FoundValue? FirstAmount(MessageReading reading) =>
        First(reading.OwnPlaces.SelectMany(Amounts.Find).Select(amount => amount.ToFound()), found => found);

    public static FoundValue? FirstCurrency(MessageReading reading) =>
        First(reading.OwnPlaces.SelectMany(Amounts.Find).Select(amount => amount.Currency), code => new FoundValue(code));

    public static FoundValue? FirstDate(MessageReading reading) =>
        First(reading.OwnPlaces.SelectMany(place => Dates.Find(place, reading.Sent)).Select(date => OfDay(date.Day)), found => found);

    public static FoundValue? Rating(MessageReading reading)
    {
        foreach (var match in reading.OwnPlaces.Select(place => Stars().Match(place)).Where(match => match.Success))
        {
            var number = decimal.Parse(match.Groups["n"].Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            return new FoundValue(number.ToString(CultureInfo.InvariantCulture)) { Number = number };
        }

        return null;
    }

    /// <summary>The rule of a name such as <c>booking_id</c>, <c>order_date</c> or <c>refund_amount</c>: the value that follows its word.</summary>
    public static Func<MessageReading, FoundValue?>? Derived(string field)
    {
        var cut = field.LastIndexOf('_');
        var word = cut > 0 ? field[..cut] : "";
        if (word.Length is < 3 or > 40 || !word.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            return null;
        }

        var spoken = word.Replace("_", "[ _-]?", StringComparison.Ordinal);
        switch (field[(cut + 1)..])
        {
            case "id" or "number" or "no" or "code":
                var label = new Regex($@"\b{spoken}(?:[ _-]?(?:id|no|nr|num|number|nummer|code|ref|reference))?\.?\s?(?:is|was|:|=|#)?\s?#?((?:[a-z]{{1,6}}-?)?[0-9][a-z0-9-]{{1,24}})\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
                return reading => FirstMatch(reading, [(label, "$1")]);
            case "date":
                return reading => After(reading, spoken, place => Dates.Find(place, reading.Sent).Select(date => (date.At, OfDay(date.Day))));
            case "amount" or "price":
                return reading => After(reading, spoken, place => Amounts.Find(place).Select(amount => (amount.At, amount.ToFound())));
            default:
                return null;
        }
    }

    private static FoundValue? After(MessageReading reading, string word, Func<string, IEnumerable<(int At, FoundValue Value)>> find)
    {
        var pattern = new Regex($@"\b{word}", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        foreach (var place in reading.OwnPlaces)
        {
            var ends = pattern.Matches(place).Select(match => match.Index + match.Length).ToList();
            foreach (var (at, value) in find(place))
            {
                if (FollowsAny(ends, at))
                {
                    return value;
                }
            }
        }

        return null;
    }

    // The ends are in order: only the last one before the value can be near.
    private static bool FollowsAny(List<int> ends, int at)
    {
        var found = ends.BinarySearch(at);
        var index = found >= 0 ? found : ~found - 1;
        return index >= 0 && at - ends[index] <= Nearby;
    }

    private static FoundValue? First<T>(IEnumerable<T> found, Func<T, FoundValue> write)
    {
        var all = found.Select(write).DistinctBy(value => value.Text, StringComparer.Ordinal).ToList();
        return all.Count == 0 ? null : all[0] with { Items = all.Select(value => value.Text).ToList() };
    }

    private static FoundValue OfDay(DateTime day) => new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) { Date = day };

    [GeneratedRegex(@"\b(?<n>[0-5]([.,][0-9])?)\s?(/\s?5\b|out of (5|five)\b|stars?\b|sterne[n]?\b|étoiles?\b|estrellas?\b)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Stars();
}

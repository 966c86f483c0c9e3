using MissionControl.Reports.Drawing;

namespace MissionControl.Tools.Reporting;

/// <summary>One section of a report for each field that the records were counted by: a chart, and the table behind it.</summary>
internal sealed class Sections(Statistics stats)
{
    private const int MostRows = 12;

    public Dictionary<string, object?> Describe(ValueGroup group, int index)
    {
        var shown = group.Values.Take(MostRows).ToList();
        if (group.IsSentiment)
        {
            shown = shown.OrderBy(value => Tones.Order(value.Value)).ToList();
        }

        var heading = group == stats.Topics ? $"Top issues by {Words.Title(group.Field).ToLowerInvariant()}" : group.Title;
        return new()
        {
            ["title"] = heading,
            ["field"] = group.Title,
            ["chart"] = BarChart.Draw($"chart-{index + 1}", heading, shown.Select(value => new Bar(Words.Title(value.Value), Parts(group, value))).ToList()),
            ["has_negative"] = HasNegative(group),
            ["rows"] = shown.Select(value => Row(group, value)).ToList(),
            ["more"] = group.Values.Count > MostRows ? Words.Number(group.Values.Count - MostRows) : null,
        };
    }

    private Dictionary<string, object?> Row(ValueGroup group, ValueCount value) => new()
    {
        ["value"] = Words.Title(value.Value),
        ["count"] = Words.Number(value.Count),
        ["share"] = Words.Percent(value.Share),
        ["negative"] = HasNegative(group) && value.Count > 0 ? Words.Percent(100m * Negative(group, value) / value.Count) : null,
    };

    private decimal Negative(ValueGroup group, ValueCount value) =>
        Parts(group, value).Where(part => part.Tone == Tones.Bad).Sum(part => part.Amount);

    private bool HasNegative(ValueGroup group) => !group.IsSentiment && group.Values.Take(MostRows).Any(value => Parts(group, value).Count > 1);

    private List<BarPart> Parts(ValueGroup group, ValueCount value)
    {
        if (group.IsSentiment)
        {
            return [new BarPart("", value.Count, Tones.Of(value.Value))];
        }

        var parts = (stats.Sentiments?.Values ?? []).OrderBy(sentiment => Tones.Order(sentiment.Value)).ThenBy(sentiment => sentiment.Value, StringComparer.Ordinal)
            .Select(sentiment => new BarPart(sentiment.Value, stats.CountOf(group.Field, value.Value, stats.Sentiments!.Field, sentiment.Value) ?? 0, Tones.Of(sentiment.Value)))
            .ToList();
        return parts.Sum(part => part.Amount) == value.Count ? parts : [new BarPart("", value.Count, "bar")];
    }
}

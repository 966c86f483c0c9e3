using System.Text.Json.Nodes;
using MissionControl.Tools.Records;

namespace MissionControl.Tools.Reporting;

/// <summary>
/// What a template can say: <c>title, headline, period, total, source, figures[], findings[], sections[], timeline, quotes[], numbers[]</c>.
/// Every value is a text, a list or a chart; nothing depends on the day of the report.
/// </summary>
internal sealed class ReportFacts(string title, Statistics stats, IReadOnlyList<JsonObject> records)
{
    private const int MostRows = 12;

    public Dictionary<string, object?> ToModel() => new()
    {
        ["title"] = title,
        ["headline"] = Findings.Headline(stats),
        ["period"] = Period(),
        ["total"] = stats.Total is { } total ? Words.Number(total) : null,
        ["source"] = stats.StoreName,
        ["figures"] = Figures(),
        ["findings"] = Findings.All(stats).ToList<object?>(),
        ["sections"] = stats.Groups.Where(group => group.Values.Count > 0).Select(new Sections(stats).Describe).ToList(),
        ["timeline"] = Time(),
        ["quotes"] = new Quotes(stats, records).Choose().Select(Quoted).ToList(),
        ["numbers"] = stats.FieldsOfType("number").Select(Numeric).ToList(),
    };

    private static Dictionary<string, object?> Quoted(Quote quote) => new()
    {
        ["text"] = quote.Text,
        ["topic"] = quote.Topic.Length > 0 ? Words.Title(quote.Topic) : null,
        ["sentiment"] = quote.Sentiment,
        ["tone"] = Tones.Of(quote.Sentiment),
        ["customer"] = quote.Customer,
        ["date"] = quote.Date.Length >= 10 ? quote.Date[..10] : quote.Date,
    };

    private static Dictionary<string, object?> Numeric((string Field, JsonObject Figures) field) => new()
    {
        ["name"] = Words.Title(field.Field),
        ["count"] = Figure(field.Figures, "count"),
        ["min"] = Figure(field.Figures, "min"),
        ["median"] = Figure(field.Figures, "median"),
        ["mean"] = Figure(field.Figures, "mean"),
        ["max"] = Figure(field.Figures, "max"),
        ["sum"] = Figure(field.Figures, "sum"),
    };

    private static string Figure(JsonObject figures, string name) => Numbers.TryRead(figures[name], out var number) ? Words.Number(number) : "";

    private List<Dictionary<string, object?>> Figures()
    {
        var figures = new List<(string Name, string Value)>();
        if (stats.Total is { } total)
        {
            figures.Add(("Messages", Words.Number(total)));
        }

        if (stats.FiguresOf("customer_id") is { } customers && Numbers.TryRead(customers["distinct"], out var distinct))
        {
            figures.Add(("Customers", Words.Number(distinct)));
        }

        if (stats.Sentiments is not null && stats.Total > 0)
        {
            figures.Add(("Negative", Words.Percent(Findings.ShareOf(stats, Tones.Bad))));
            figures.Add(("Positive", Words.Percent(Findings.ShareOf(stats, Tones.Good))));
        }

        if (stats.Groups.Count == 0)
        {
            figures.AddRange(stats.PlainFigures.Take(MostRows));
        }

        return figures.Select(figure => new Dictionary<string, object?> { ["name"] = figure.Name, ["value"] = figure.Value }).ToList();
    }

    private (string Field, JsonObject Figures)? DateField()
    {
        var dates = stats.FieldsOfType("date").ToList();
        var found = dates.FindIndex(field => field.Field == "date");
        return dates.Count == 0 ? null : dates[Math.Max(0, found)];
    }

    private string? Period()
    {
        if (DateField() is not var (_, figures)
            || !Dates.TryRead(figures["earliest"], out var earliest)
            || !Dates.TryRead(figures["latest"], out var latest))
        {
            return null;
        }

        return earliest.Date == latest.Date ? Words.Day(earliest) : $"{Words.Day(earliest)} to {Words.Day(latest)}";
    }

    private Dictionary<string, object?>? Time() => DateField() is var (field, _) && Timeline.Of(records, field) is { } timeline
        ? new()
        {
            ["title"] = $"Messages per {timeline.Unit}",
            ["chart"] = ColumnChart.Draw("chart-time", $"Messages per {timeline.Unit}", timeline.Periods),
        }
        : null;
}

using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace MissionControl.Http.Metrics;

/// <summary>One instrument: a sum, a value, or a histogram, for each set of labels. Beyond <see cref="MostLabels"/> sets the rest count as one.</summary>
internal sealed class MetricSeries(Instrument instrument)
{
    private const int MostLabels = 200;
    private const string Other = "other=\"true\"";

    private static readonly double[] SecondBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly double[] CountBounds = [1, 2, 5, 10, 20, 50, 100, 200, 500];

    private readonly SortedDictionary<string, Value> _values = new(StringComparer.Ordinal);
    private readonly bool _isHistogram = instrument.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal);
    private readonly bool _isCounter = instrument.GetType().Name.StartsWith("Counter", StringComparison.Ordinal);
    private readonly double[] _bounds = instrument.Unit == "s" ? SecondBounds : CountBounds;

    public void BeginReading()
    {
        // Each hub of the process tells its own value; together they are one.
        if (instrument.IsObservable)
        {
            _values.Clear();
        }
    }

    public void Add(string labels, double value)
    {
        var key = _values.ContainsKey(labels) || _values.Count < MostLabels ? labels : Other;
        if (!_values.TryGetValue(key, out var sum))
        {
            _values[key] = sum = new Value(_isHistogram ? new long[_bounds.Length] : []);
        }

        sum.Total += value;
        sum.Count++;
        for (var i = 0; i < sum.Buckets.Length; i++)
        {
            sum.Buckets[i] += value <= _bounds[i] ? 1 : 0;
        }
    }

    public void Write(StringBuilder text)
    {
        var name = Name(instrument.Name) + (instrument.Unit == "s" ? "_seconds" : "") + (_isCounter ? "_total" : "");
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {instrument.Description?.Replace('\n', ' ')}\n");
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {(_isHistogram ? "histogram" : _isCounter ? "counter" : "gauge")}\n");
        foreach (var (labels, value) in _values)
        {
            Write(text, name, labels, value);
        }
    }

    /// <summary>A name as Prometheus takes it.</summary>
    public static string Name(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    private void Write(StringBuilder text, string name, string labels, Value value)
    {
        var braced = labels.Length == 0 ? "" : $"{{{labels}}}";
        if (!_isHistogram)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}{braced} {value.Total}\n");
            return;
        }

        var comma = labels.Length == 0 ? "" : ",";
        for (var i = 0; i < _bounds.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{labels}{comma}le=\"{_bounds[i]}\"}} {value.Buckets[i]}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{labels}{comma}le=\"+Inf\"}} {value.Count}\n");
        text.Append(CultureInfo.InvariantCulture, $"{name}_sum{braced} {value.Total}\n{name}_count{braced} {value.Count}\n");
    }

    private sealed class Value(long[] buckets)
    {
        public double Total { get; set; }

        public long Count { get; set; }

        public long[] Buckets { get; } = buckets;
    }
}

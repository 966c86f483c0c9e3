namespace MissionControl.Reports.Drawing;

/// <summary>Maps values to places in a drawing; a span of nothing is widened so that everything has a place.</summary>
internal sealed class Scale
{
    private readonly double _least;
    private readonly double _span;
    private readonly double _from;
    private readonly double _to;

    /// <param name="from">Where the least value is drawn.</param>
    /// <param name="to">Where the greatest value is drawn.</param>
    public Scale(IEnumerable<double> values, double from, double to, bool fromZero = false)
    {
        var known = values.ToList();
        var least = known.Count == 0 ? 0 : known.Min();
        var most = known.Count == 0 ? 1 : known.Max();
        least = fromZero ? Math.Min(0, least) : least;
        var room = most > least ? (most - least) * 0.08 : Math.Max(1, Math.Abs(most) * 0.1);
        _least = fromZero && least == 0 ? 0 : least - room;
        _span = most + room - _least;
        (_from, _to) = (from, to);
    }

    public double At(double value) => _from + ((value - _least) / _span * (_to - _from));

    /// <summary>About so many round values inside the span.</summary>
    public IReadOnlyList<double> Ticks(int about)
    {
        var rough = _span / Math.Max(1, about);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = (rough / power) switch
        {
            <= 1 => power,
            <= 2 => 2 * power,
            <= 5 => 5 * power,
            _ => 10 * power,
        };
        var ticks = new List<double>();
        for (var tick = Math.Ceiling(_least / step) * step; tick <= _least + _span && ticks.Count < 20; tick += step)
        {
            ticks.Add(Math.Round(tick, 10));
        }

        return ticks;
    }
}

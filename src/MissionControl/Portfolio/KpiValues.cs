using MissionControl.Missions;

namespace MissionControl.Portfolio;

/// <summary>The KPI values that a run of our own records at its end. A name that nothing gives a value is left out, never guessed.</summary>
public static class KpiValues
{
    private const string Steps = "steps";

    private static readonly (string Suffix, decimal Minutes)[] Units = [("_days", 1440), ("_hours", 60), ("_minutes", 1)];

    /// <param name="mapped">KPI name to what its asset place held, for the KPIs that name one; a KPI whose place held no number is absent.</param>
    /// <param name="completedHops">Hops that completed in the run.</param>
    public static IReadOnlyDictionary<string, decimal> Fill(
        IReadOnlyList<KpiDefinition> kpis, IReadOnlyDictionary<string, decimal> mapped, decimal totalDurationMinutes, int completedHops)
    {
        var values = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var kpi in kpis)
        {
            var value = kpi.StateAsset is not null
                ? mapped.TryGetValue(kpi.Name, out var found) ? found : (decimal?)null
                : Derived(kpi.Name, totalDurationMinutes, completedHops);
            if (value is { } known)
            {
                values[kpi.Name] = known;
            }
        }

        return values;
    }

    private static decimal? Derived(string name, decimal minutes, int completedHops)
    {
        if (name == Steps)
        {
            return completedHops;
        }

        var unit = Units.FirstOrDefault(one => name.EndsWith(one.Suffix, StringComparison.Ordinal));
        return unit.Suffix is null ? null : Figure.Round(minutes / unit.Minutes, 6);
    }
}

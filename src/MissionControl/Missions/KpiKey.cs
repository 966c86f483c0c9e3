namespace MissionControl.Missions;

/// <summary>Which figure of a KPI a number is.</summary>
public enum KpiFigureKind
{
    Target,
    Baseline,
    Max,
    Min,
    Threshold,
}

/// <summary>
/// The convention of reference files for figures of KPIs: <c>target_x</c>, <c>baseline_x</c>, <c>max_x</c>, <c>min_x</c> and <c>x_threshold</c>
/// all speak of the KPI <c>x</c>.
/// </summary>
public readonly record struct KpiKey(string Kpi, KpiFigureKind Kind)
{
    private const string ThresholdSuffix = "_threshold";

    private static readonly (string Prefix, KpiFigureKind Kind)[] Prefixes =
    [
        ("target_", KpiFigureKind.Target), ("baseline_", KpiFigureKind.Baseline), ("max_", KpiFigureKind.Max), ("min_", KpiFigureKind.Min),
    ];

    /// <summary>Null when the key follows no convention.</summary>
    public static KpiKey? Parse(string key)
    {
        foreach (var (prefix, kind) in Prefixes)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal) && key.Length > prefix.Length)
            {
                return new KpiKey(key[prefix.Length..], kind);
            }
        }

        return key.EndsWith(ThresholdSuffix, StringComparison.Ordinal) && key.Length > ThresholdSuffix.Length
            ? new KpiKey(key[..^ThresholdSuffix.Length], KpiFigureKind.Threshold)
            : null;
    }

    /// <summary>The KPIs that figures under such keys speak of, in the order in which they are first named; other keys say nothing.</summary>
    public static IReadOnlyList<KpiDefinition> Read(IEnumerable<KeyValuePair<string, decimal>> figures)
    {
        var kpis = new List<KpiDefinition>();
        foreach (var (key, value) in figures)
        {
            if (Parse(key) is not { } parsed)
            {
                continue;
            }

            var at = kpis.FindIndex(kpi => kpi.Name == parsed.Kpi);
            var kpi = parsed.Set(at < 0 ? new KpiDefinition(parsed.Kpi) : kpis[at], value);
            if (at < 0)
            {
                kpis.Add(kpi);
            }
            else
            {
                kpis[at] = kpi;
            }
        }

        return kpis;
    }

    public decimal? Of(KpiDefinition kpi) => Kind switch
    {
        KpiFigureKind.Target => kpi.Target,
        KpiFigureKind.Baseline => kpi.Baseline,
        KpiFigureKind.Max => kpi.Max,
        KpiFigureKind.Min => kpi.Min,
        _ => kpi.Threshold,
    };

    public KpiDefinition Set(KpiDefinition kpi, decimal? value) => Kind switch
    {
        KpiFigureKind.Target => kpi with { Target = value },
        KpiFigureKind.Baseline => kpi with { Baseline = value },
        KpiFigureKind.Max => kpi with { Max = value },
        KpiFigureKind.Min => kpi with { Min = value },
        _ => kpi with { Threshold = value },
    };
}

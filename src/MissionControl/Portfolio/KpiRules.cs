using MissionControl.Missions;

namespace MissionControl.Portfolio;

/// <summary>What a KPI's value means against target, baseline and limits; never a figure that the data do not give.</summary>
public static class KpiRules
{
    /// <summary>A target missed by up to so much of it, in percent, is yellow.</summary>
    public const decimal DefaultYellowPct = 20;

    /// <summary>
    /// As stated, else lower is better when the target is below the baseline, or when a maximum is all there is; higher otherwise.
    /// </summary>
    public static KpiDirection Direction(KpiDefinition kpi) => kpi switch
    {
        { Direction: { } stated } => stated,
        { Target: { } target, Baseline: { } baseline } => target < baseline ? KpiDirection.Lower : KpiDirection.Higher,
        { Target: null, Max: not null, Min: null, Threshold: null } => KpiDirection.Lower,
        _ => KpiDirection.Higher,
    };

    /// <summary>Marked as such, else the first with target and baseline; null when there is none.</summary>
    public static KpiDefinition? Primary(IReadOnlyList<KpiDefinition> kpis) =>
        kpis.FirstOrDefault(kpi => kpi.Primary) ?? kpis.FirstOrDefault(kpi => kpi is { Target: not null, Baseline: not null });

    /// <summary>Percent of the baseline that was gained, one decimal; negative when it got worse. Null without an actual or a baseline other than zero.</summary>
    public static decimal? ImprovementPct(KpiDefinition kpi, decimal? actual)
    {
        if (actual is not { } value || kpi.Baseline is not { } baseline)
        {
            return null;
        }

        var gained = Direction(kpi) == KpiDirection.Lower ? baseline - value : value - baseline;
        return Figure.Percent(gained, Math.Abs(baseline));
    }

    /// <summary>The worst of what target, limits and threshold say.</summary>
    public static KpiStatus Status(KpiDefinition kpi, decimal? actual, decimal yellowPct = DefaultYellowPct)
    {
        if (actual is not { } value)
        {
            return KpiStatus.NoData;
        }

        KpiStatus?[] said =
        [
            kpi.Target is { } target ? AgainstTarget(Direction(kpi), target, value, yellowPct) : null,
            kpi.Max is { } max ? Limit(value <= max) : null,
            kpi.Min is { } min ? Limit(value >= min) : null,
            kpi.Threshold is { } threshold ? Limit(value >= threshold) : null,
        ];
        return said.Max() ?? KpiStatus.NoTarget;
    }

    /// <summary>How far the actual is from the target, in the KPI's unit: 0 when it is met, null when either is missing.</summary>
    public static decimal? Gap(KpiDefinition kpi, decimal? actual) => actual is { } value && kpi.Target is { } target
        ? Math.Max(0, Direction(kpi) == KpiDirection.Lower ? value - target : target - value)
        : null;

    /// <summary>The gap in percent of the target, one decimal; 0 when it is met and where there is nothing to take a share of.</summary>
    public static decimal MissedPct(KpiPerformance kpi) =>
        Gap(kpi.Definition, kpi.Actual) is { } gap && kpi.Target is { } target ? Figure.Percent(gap, Math.Abs(target)) ?? 0 : 0;

    private static KpiStatus AgainstTarget(KpiDirection direction, decimal target, decimal actual, decimal yellowPct)
    {
        var missed = direction == KpiDirection.Lower ? actual - target : target - actual;
        return missed <= 0 ? KpiStatus.Green
            : target != 0 && missed <= Math.Abs(target) * yellowPct / 100 ? KpiStatus.Yellow
            : KpiStatus.Red;
    }

    private static KpiStatus Limit(bool met) => met ? KpiStatus.Green : KpiStatus.Red;
}

/// <summary>From good to bad, so that the greatest of several is the worst.</summary>
public enum KpiStatus
{
    /// <summary>There is no value.</summary>
    NoData,

    /// <summary>There is a value and nothing to hold it against.</summary>
    NoTarget,
    Green,

    /// <summary>The target is missed by up to 20 % of it.</summary>
    Yellow,
    Red,
}

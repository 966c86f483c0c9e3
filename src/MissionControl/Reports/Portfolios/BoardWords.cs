using MissionControl.Portfolio;
using MissionControl.Reports.Writing;
using MissionControl.Risk;

namespace MissionControl.Reports.Portfolios;

/// <summary>What the figures mean and what is asked for, in sentences that follow from the figures by fixed rules.</summary>
internal static class BoardWords
{
    public static string SoWhat(PortfolioView view)
    {
        var primary = view.Kpis.Where(kpi => kpi is { IsPrimary: true, Actual: not null }).ToList();
        var met = primary.Count(kpi => kpi.Status == KpiStatus.Green);
        var kpis = primary.Count == 0
            ? "No mission has a KPI value yet."
            : $"{met} of {Say.Count(primary.Count, "mission", "missions")} with a KPI value {(met == 1 ? "meets" : "meet")} the target.";
        var improvement = view.Rollup.Latest.AvgKpiImprovementPct is { } pct
            ? $" Missions are on average {Say.PlainPercent(Math.Abs(pct))} {(pct < 0 ? "worse" : "better")} than their baselines."
            : "";
        var risk = view.Risk.OpenCount == 0
            ? view.Risk.TotalCount == 0 ? " No risk was detected." : " Every detected risk is closed."
            : $" {Say.Count(view.Risk.OpenCount, "risk is", "risks are")} open.";
        var bottleneck = view.Rollup.Latest.TopBottleneckTaskName is { } task ? $" Most time is lost at “{task}”." : "";
        return kpis + improvement + risk + bottleneck;
    }

    /// <summary>The one thing that would help most: a trigger, else the worst open risk, else the red KPI, else the one furthest from its target, else the bottleneck.</summary>
    public static string Ask(PortfolioView view) => Steps(view) is [var first, ..] ? first : "No decision is needed.";

    /// <summary>Everything that would help, the most urgent first.</summary>
    public static IReadOnlyList<string> Steps(PortfolioView view)
    {
        var steps = view.Triggers.Select(trigger => trigger.TriggerType switch
        {
            TriggerCondition.MissionsAtRisk => $"Decide which of the {trigger.Value:0} missions at risk get help first.",
            TriggerCondition.Escalations => "Find out why approvals escalate, and name deputies where people are out.",
            TriggerCondition.OpenRiskEvents => $"Have an owner close or accept each of the {trigger.Value:0} open risk events.",
            _ => "Decide on the month's budget: raise it or pause missions.",
        }).ToList();
        steps.AddRange(view.OpenRisks.Where(risk => Severity.IsHigh(risk.Severity)).Take(3)
            .Select(risk => $"Close the {risk.Severity} risk {risk.EventId} ({Say.Words(risk.RiskType)}, mission {risk.MissionId})."));
        steps.AddRange(OffTarget(view).Take(3).Select(kpi => $"Bring {kpi.Kpi} of mission {kpi.MissionId} to its target: {Say.Number(kpi.Actual)}, {KpiSection.Wanted(kpi.Definition)}."));
        if (view.Rollup.Latest.TopBottleneckTaskName is { } task)
        {
            steps.Add($"Speed up “{task}” ({view.Rollup.Latest.TopBottleneckTaskId}), where most time is lost.");
        }

        return steps;
    }

    /// <summary>Red before yellow, then by how far they are from their targets.</summary>
    private static IEnumerable<KpiPerformance> OffTarget(PortfolioView view) => view.Kpis
        .Where(kpi => kpi.Status is KpiStatus.Red or KpiStatus.Yellow)
        .OrderByDescending(kpi => kpi.Status)
        .ThenByDescending(KpiRules.MissedPct)
        .ThenBy(kpi => kpi.MissionId, StringComparer.Ordinal);
}

using MissionControl.Portfolio;
using MissionControl.Risk;

namespace MissionControl.Telemetry;

/// <summary>What a run of our own has cost: steps, agents and people, as far as they have a price.</summary>
internal static class RunCost
{
    /// <summary>The log with the price of the time that people took; without a rate it stays as it is.</summary>
    public static TaskLog WithPeople(TaskLog log, decimal? hourlyRateUsd) => hourlyRateUsd is null
        ? log
        : log with { Cost = (log.Cost ?? Cost.Zero) with { PeopleUsd = CostRollup.People(log.HumanDelayMinutes, hourlyRateUsd) } };

    /// <summary>The sum over its logs and what people took besides; null when nothing of it has a price.</summary>
    public static Cost? Of(IEnumerable<TaskLog> logs, decimal? besidesUsd)
    {
        var parts = logs.Select(log => log.Cost).OfType<Cost>().ToList();
        if (besidesUsd is { } people)
        {
            parts.Add(new Cost { PeopleUsd = people });
        }

        return parts.Count == 0 ? null : parts.Aggregate(Cost.Zero, (sum, cost) => sum + cost);
    }

    /// <summary>Nothing while nothing has a price.</summary>
    public static IEnumerable<RiskFact> Facts(string runId, string missionId, Cost? cost, decimal budgetUsd, DateTimeOffset at) =>
        cost is null ? [] : [new CostReached(runId, missionId, cost.Usd, budgetUsd, at)];
}

using System.Text.Json.Serialization;
using MissionControl.Agents;
using MissionControl.Telemetry;

namespace MissionControl.Portfolio;

/// <summary>What the runs of some records cost, and where. Without a price or a reported cost there is no figure.</summary>
public sealed record CostRollup
{
    private static readonly Dictionary<string, Cost> NoSteps = [];

    /// <summary>Null when nothing has a price.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Cost? Total { get; init; }

    /// <summary>Mission/task/step to its cost.</summary>
    public required IReadOnlyDictionary<string, Cost> ByStep { get; init; }

    /// <summary>Mission/task to its cost.</summary>
    public required IReadOnlyDictionary<string, Cost> ByHop { get; init; }

    public required IReadOnlyDictionary<string, Cost> ByRun { get; init; }

    public required IReadOnlyDictionary<string, Cost> ByMission { get; init; }

    public required IReadOnlyDictionary<string, Cost> ByAgent { get; init; }

    /// <summary>UTC month of the run's end (<c>2026-02</c>) to its cost; an active run counts in the month of its start.</summary>
    public required IReadOnlyDictionary<string, Cost> ByMonth { get; init; }

    /// <summary>What a month of the portfolio may cost, in US dollars; null without a budget.</summary>
    public decimal? PortfolioBudgetUsd { get; init; }

    /// <summary>Mission id to what one of its runs may cost, in US dollars.</summary>
    public required IReadOnlyDictionary<string, decimal> RunBudgetsUsd { get; init; }

    public static string MonthOf(DateTimeOffset at) => Figure.Text($"{at.UtcDateTime:yyyy-MM}");

    public static CostRollup Of(PortfolioRecords records, PortfolioSettings settings)
    {
        var prices = records.Reference.Agents.DistinctBy(agent => agent.AgentId).ToDictionary(agent => agent.AgentId, StringComparer.Ordinal);
        var logs = records.TaskLogs.Select(log => (Log: log, Cost: OfLog(log, log.AgentId is { } id ? prices.GetValueOrDefault(id) : null, settings.HourlyRateUsd)))
            .Where(one => one.Cost is not null).Select(one => (one.Log, Cost: one.Cost!)).ToList();
        var ofRun = Sum(logs, one => one.Log.RunId, one => one.Cost);
        var runs = records.Runs.Select(run => (Run: run, Cost: run.Cost ?? ofRun.GetValueOrDefault(run.RunId)))
            .Where(one => one.Cost is not null).Select(one => (one.Run, Cost: one.Cost!)).ToList();
        return new CostRollup
        {
            Total = runs.Count == 0 ? null : runs.Aggregate(Cost.Zero, (sum, one) => sum + one.Cost),
            ByStep = Sum(logs.SelectMany(one => (one.Log.StepCosts ?? NoSteps).Select(step => (Key: $"{one.Log.Task}/{step.Key}", Cost: step.Value))), one => one.Key, one => one.Cost),
            ByHop = Sum(logs, one => one.Log.Task.ToString(), one => one.Cost),
            ByRun = Sum(runs, one => one.Run.RunId, one => one.Cost),
            ByMission = Sum(runs, one => one.Run.MissionId, one => one.Cost),
            ByAgent = Sum(logs.Where(one => one.Log.AgentId is not null), one => one.Log.AgentId!, one => one.Cost),
            ByMonth = Sum(runs, one => MonthOf(one.Run.CountedAt), one => one.Cost),
            PortfolioBudgetUsd = settings.PortfolioBudgetUsd,
            RunBudgetsUsd = new Dictionary<string, decimal>(
                records.Missions.Where(mission => mission.Budget?.Usd is not null).Select(mission => KeyValuePair.Create(mission.MissionId, mission.Budget!.Usd!.Value))),
        };
    }

    /// <summary>What a hop round costs: what its record says, else its steps, its agent's price and the time of people, as far as they have one.</summary>
    /// <returns>Null when nothing of it has a price.</returns>
    public static Cost? OfLog(TaskLog log, Agent? agent, decimal? hourlyRateUsd)
    {
        var price = log.Outcome == "skipped" ? null : agent?.CostPerTaskUsd;
        if (log.Cost is not null || (log.StepCosts is null && price is null && hourlyRateUsd is null))
        {
            return log.Cost;
        }

        var steps = (log.StepCosts ?? NoSteps).Values.Aggregate(Cost.Zero, (sum, cost) => sum + cost);
        return steps with { AgentsUsd = price ?? 0, PeopleUsd = People(log.HumanDelayMinutes, hourlyRateUsd) };
    }

    /// <summary>What people's minutes cost; 0 without a rate.</summary>
    public static decimal People(decimal minutes, decimal? hourlyRateUsd) => Figure.Round(minutes * (hourlyRateUsd ?? 0) / 60, 6);

    private static Dictionary<string, Cost> Sum<T>(IEnumerable<T> items, Func<T, string> key, Func<T, Cost> cost) =>
        new(items.GroupBy(key, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key, group.Aggregate(Cost.Zero, (sum, item) => sum + cost(item)))));
}

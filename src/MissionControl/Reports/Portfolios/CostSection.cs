using MissionControl.Portfolio;
using MissionControl.Reports.Documents;
using MissionControl.Reports.Writing;
using MissionControl.Telemetry;

namespace MissionControl.Reports.Portfolios;

/// <summary>What runs cost; not there when nothing has a price.</summary>
internal static class CostSection
{
    private const int Most = 10;

    public static IEnumerable<ReportSection> Of(PortfolioView view)
    {
        if (view.Cost.Total is not { } total)
        {
            yield break;
        }

        var titleOf = MissionTitle.In(view);
        yield return new ReportSection("Cost",
        [
            new Tiles(
            [
                new("In all, USD", Say.Money(total.Usd)),
                new("Steps, USD", Say.Money(Known(total.StepsUsd, view.Cost.ByStep.Count > 0))),
                new("Agents, USD", Say.Money(Known(total.AgentsUsd, view.Portfolio.Reference.Agents.Any(agent => agent.CostPerTaskUsd is not null)))),
                new("People, USD", Say.Money(Known(total.PeopleUsd, view.Settings.HourlyRateUsd is not null))),
                .. Budget(view),
            ]),
            new SideBySide(
            [
                ("By month", Months(view.Cost.ByMonth)),
                ("By mission", Costs("Mission", view.Cost.ByMission, titleOf)),
                ("By agent", Costs("Agent", view.Cost.ByAgent)),
                ("By task", Costs("Task", view.Cost.ByHop)),
                .. view.Cost.ByStep.Count > 0 ? new (string, Table)[] { ("By step", Costs("Step", view.Cost.ByStep)) } : [],
                ("By run", Runs(view)),
            ]),
            new Note("What has no price costs nothing here: steps report their cost, agents have a price per task, people an hourly rate."),
        ]);
    }

    /// <summary>Null where nothing of the kind has a price.</summary>
    private static decimal? Known(decimal usd, bool isPriced) => usd != 0 || isPriced ? usd : null;

    private static IEnumerable<Tile> Budget(PortfolioView view)
    {
        if (view.Cost.PortfolioBudgetUsd is { } budget)
        {
            var month = CostRollup.MonthOf(view.Scope.AsOf);
            yield return new Tile("Budget of a month, USD", Say.Money(budget), $"{month}: {Say.Money(view.MonthCostUsd)} spent", view.MonthCostUsd > budget ? Tone.Bad : Tone.Plain);
        }
    }

    /// <summary>The latest first.</summary>
    private static Table Months(IReadOnlyDictionary<string, Cost> costs) => new(
        [Column.Name("Month"), Column.Number("USD")],
        costs.OrderByDescending(one => one.Key, StringComparer.Ordinal).Take(Most).Select(one => (IReadOnlyList<Cell>)[one.Key, Say.Money(one.Value.Usd)]).ToList());

    private static Table Costs(string name, IReadOnlyDictionary<string, Cost> costs, Func<string, string>? titleOf = null)
    {
        var ordered = costs.OrderByDescending(one => one.Value.Usd).ThenBy(one => one.Key, StringComparer.Ordinal).ToList();
        var rows = ordered.Take(Most).Select(one => (IReadOnlyList<Cell>)[titleOf is null ? one.Key : titleOf(one.Key), Say.Money(one.Value.Usd)]).ToList();
        if (ordered.Count > Most)
        {
            rows.Add([$"{Say.Number(ordered.Count - Most)} more", Say.Money(ordered.Skip(Most).Sum(one => one.Value.Usd))]);
        }

        return new Table([Column.Name(name), Column.Number("USD")], rows);
    }

    /// <summary>The dearest runs; those of missions with a budget beside what one of their runs may cost.</summary>
    private static Table Runs(PortfolioView view)
    {
        var missions = view.Records.Runs.DistinctBy(run => run.RunId).ToDictionary(run => run.RunId, run => run.MissionId, StringComparer.Ordinal);
        decimal? BudgetOf(string run) => view.Cost.RunBudgetsUsd.TryGetValue(missions[run], out var usd) ? usd : null;
        return new Table(
            [Column.Name("Run"), Column.Number("USD"), Column.Number("Budget")],
            view.Cost.ByRun.OrderByDescending(one => one.Value.Usd).ThenBy(one => one.Key, StringComparer.Ordinal).Take(Most)
                .Select(one => (IReadOnlyList<Cell>)
                [
                    one.Key, new Cell(Say.Money(one.Value.Usd), one.Value.Usd > BudgetOf(one.Key) ? Tone.Bad : Tone.Plain), Say.Money(BudgetOf(one.Key)),
                ]).ToList());
    }
}

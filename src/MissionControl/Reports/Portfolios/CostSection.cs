using MissionControl.Portfolio;
using MissionControl.Reports.Documents;
using MissionControl.Reports.Writing;
using MissionControl.Telemetry;

namespace MissionControl.Reports.Portfolios;

/// <summary>What runs cost; not there when nothing has a price.</summary>
internal static class CostSection
{
    private const int Most = 20;

    public static IEnumerable<ReportSection> Of(PortfolioView view)
    {
        if (view.Cost.Total is not { } total)
        {
            yield break;
        }

        yield return new ReportSection("Cost",
        [
            new Tiles(
            [
                new("In all", Say.Usd(total.Usd)),
                new("Steps", Say.Usd(total.StepsUsd)),
                new("Agents", Say.Usd(total.AgentsUsd)),
                new("People", Say.Usd(total.PeopleUsd)),
                .. view.Cost.PortfolioBudgetUsd is { } budget ? new Tile[] { new("Budget of a month", Say.Usd(budget)) } : [],
            ]),
            new SideBySide(
            [
                ("By month", Costs("Month", view.Cost.ByMonth)),
                ("By mission", Costs("Mission", view.Cost.ByMission)),
                ("By agent", Costs("Agent", view.Cost.ByAgent)),
            ]),
        ]);
    }

    private static Table Costs(string name, IReadOnlyDictionary<string, Cost> costs) => new(
        [new(name), new("Cost", true)],
        costs.OrderByDescending(one => one.Value.Usd).ThenBy(one => one.Key, StringComparer.Ordinal).Take(Most)
            .Select(one => (IReadOnlyList<Cell>)[one.Key, Say.Usd(one.Value.Usd)]).ToList());
}

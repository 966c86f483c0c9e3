using MissionControl.Portfolio;
using MissionControl.Reports.Documents;
using MissionControl.Reports.Writing;

namespace MissionControl.Reports.Portfolios;

/// <summary>How each mission does, the worst alone where there are many.</summary>
internal static class MissionHealthTables
{
    private const decimal Good = 80;
    private const decimal Fair = 50;

    public static IEnumerable<ReportBlock> Of(PortfolioView view)
    {
        var most = view.Settings.MissionRows;
        var isCut = view.Health.Count > most;
        var shown = isCut ? view.Health.OrderBy(health => health.Score.Value ?? 101).ThenBy(health => health.MissionId, StringComparer.Ordinal).Take(most).ToList() : view.Health;
        return
        [
            new Subheading("Health of each mission"),
            .. isCut ? new ReportBlock[] { Distribution(view.Health), new Note($"The tables show the {most} missions in the worst health of {view.Health.Count}; the JSON form of this report holds all.") } : [],
            Missions(shown),
            new Note(Meaning(view.Settings)),
            new Subheading("People and bottlenecks"),
            People(shown),
            new Note("Friction: share of run time that people took. People per task: interventions per task round. Autonomy: share of task rounds done without anybody. Lost: human delay and overrun together."),
        ];
    }

    private static Tiles Distribution(IReadOnlyList<MissionHealth> health) => new(
    [
        new("Health of 80 or more", Count(health, score => score >= Good), Tone: Tone.Good),
        new("From 50 to below 80", Count(health, score => score is >= Fair and < Good), Tone: Tone.Warning),
        new("Below 50", Count(health, score => score < Fair), Tone: Tone.Bad),
        new("No run ended yet", Count(health, score => score is null)),
    ]);

    private static string Count(IReadOnlyList<MissionHealth> health, Func<decimal?, bool> isOne) => Say.Number(health.Count(one => isOne(one.Score.Value)));

    private static Table Missions(IReadOnlyList<MissionHealth> shown) => new(
        [
            Column.Name("Mission"), Column.Number("Health"), new("KPI trend"), Column.Number("Gap to target"), Column.Number("Rolling average"), Column.Number("Volatility"),
            Column.Number("KPI"), Column.Number("Reliability"), Column.Number("Risk"), Column.Number("Flow"),
        ],
        shown.Select(health => (IReadOnlyList<Cell>)
        [
            MissionTitle.Of(health),
            Score(health.Score),
            Trend(health.Trend),
            Say.PlainPercent(health.RemainingGapPct),
            Say.Number(health.Trend.RollingAverage),
            Say.Percent(health.Trend.VolatilityPct),
            .. health.Score.Parts.Select(part => (Cell)Say.Number(part.Value, 1)),
        ]).ToList(),
        "There are no missions.");

    private static Table People(IReadOnlyList<MissionHealth> shown) => new(
        [Column.Name("Mission"), Column.Number("Friction"), Column.Number("People per task"), Column.Number("Autonomy"), new("Bottleneck"), new("Driver"), Column.Number("Lost")],
        shown.Select(health => (IReadOnlyList<Cell>)
        [
            MissionTitle.Of(health),
            Say.Percent(health.OperationalFrictionPct),
            Say.Number(health.HumanDependency),
            Say.Percent(health.AutonomyPct),
            health.Bottleneck?.TaskName,
            health.Bottleneck is { } bottleneck ? Say.Words(bottleneck.Driver) : Say.Nothing,
            health.Bottleneck is { Minutes: > 0 } lost ? Say.Minutes(lost.Minutes) : Say.Nothing,
        ]).ToList(),
        "There are no missions.");

    private static Cell Score(HealthScore score) => new(
        Say.Number(score.Value, 1),
        score.Value switch
        {
            null => Tone.Quiet,
            >= Good => Tone.Good,
            >= Fair => Tone.Warning,
            _ => Tone.Bad,
        });

    private static Cell Trend(KpiTrend trend) => trend.Direction switch
    {
        TrendDirection.Improving => new($"improving {Say.Signed(trend.ChangePct)} %", Tone.Good),
        TrendDirection.Worsening => new($"worsening {Say.Signed(trend.ChangePct)} %", Tone.Bad),
        TrendDirection.Flat => new($"flat {Say.Signed(trend.ChangePct)} %", Tone.Quiet),
        _ => new("insufficient data", Tone.Quiet),
    };

    private static string Meaning(PortfolioSettings settings)
    {
        var weights = settings.Health;
        return $"Health is 0 to 100, the weighted mean of its parts: way from baseline to target ({Say.Number(weights.Kpi)}), reliability, runs completed of those that ended ({Say.Number(weights.Reliability)}), "
            + $"risk, 100 less {Say.Number(weights.PointsPerRisk)} per point of open risk ({Say.Number(weights.Risk)}), flow, time not spent waiting for people ({Say.Number(weights.Flow)}); a part without data has no weight. "
            + $"Trend, rolling average (last {settings.RollingRuns} runs) and volatility need {settings.TrendMinRuns} runs; a change up to {Say.Number(settings.TrendTolerancePct)} % is flat.";
    }
}

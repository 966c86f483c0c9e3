using MissionControl.Portfolio;
using MissionControl.Reports.Documents;
using MissionControl.Reports.Drawing;
using MissionControl.Reports.Writing;
using MissionControl.Telemetry;

namespace MissionControl.Reports.Portfolios;

/// <summary>The latest runs, and the tasks that take longest.</summary>
internal static class ExecutionSection
{
    private const int MostTasks = 10;

    public static ReportSection Of(PortfolioView view)
    {
        var tasks = Tasks(view);
        return new ReportSection("Execution history",
        [
            new Subheading($"The {view.Settings.RecentRuns} most recent runs"),
            Runs(view),
            new Subheading("Slowest tasks"),
            Slowest(tasks),
            new Note("Means over task rounds that were completed or approved; what people took is delay, not work."),
            .. Charts(tasks),
        ]);
    }

    internal static Cell StatusCell(string status) => new(Say.Words(status), status switch
    {
        "completed" => Tone.Good,
        "failed" or "rejected" => Tone.Bad,
        "terminated" => Tone.Quiet,
        _ => Tone.Warning,
    });

    private static Table Runs(PortfolioView view) => new(
        [Column.Time("Started"), Column.Id("Run"), Column.Id("Mission"), new("Status"), Column.Number("Duration"), Column.Number("People"), Column.Number("Escalations"), new("Risk"), Column.Name("KPIs")],
        view.Records.Runs.OrderByDescending(run => run.StartTime).ThenByDescending(run => run.RunId, StringComparer.Ordinal)
            .Take(view.Settings.RecentRuns)
            .Select(run => (IReadOnlyList<Cell>)
            [
                Say.Time(run.StartTime), run.RunId, run.MissionId, StatusCell(run.Status), Say.Minutes(run.DurationMinutes), Say.Number(run.HumanInterventions),
                Say.Number(run.Escalations), run.RiskFlagged ? new Cell("flagged", Tone.Warning) : "no",
                run.Kpis.Count == 0 ? Say.Nothing : string.Join(", ", run.Kpis.Select(kpi => $"{kpi.Key} {Say.Number(kpi.Value)}")),
            ]).ToList(),
        "There are no runs.");

    private static List<TaskFigures> Tasks(PortfolioView view)
    {
        var names = view.Records.Missions.SelectMany(mission => mission.Tasks).GroupBy(task => new TaskKey(task.MissionId, task.TaskId))
            .ToDictionary(group => group.Key, group => group.First().Task);
        return view.Records.TaskLogs.Where(log => log.IsDone).GroupBy(log => log.Task)
            .Select(group => new TaskFigures(group.Key, names.GetValueOrDefault(group.Key, group.Key.TaskId), group.ToList()))
            .ToList();
    }

    private static Table Slowest(List<TaskFigures> tasks) => new(
        [new("Mission"), Column.Name("Task"), Column.Number("Rounds"), Column.Number("Work"), Column.Number("Estimate"), Column.Number("Overrun"), Column.Number("Human delay")],
        tasks.OrderByDescending(task => task.MeanWork).ThenBy(task => task.Key).Take(MostTasks).Select(task => (IReadOnlyList<Cell>)
        [
            task.Key.MissionId, $"{task.Name} ({task.Key.TaskId})", Say.Number(task.Logs.Count), Say.Minutes(task.MeanWork), Say.Minutes(task.Estimate),
            Say.Minutes(task.MeanOverrun), Say.Minutes(task.MeanDelay),
        ]).ToList(),
        "No task was done.");

    /// <summary>The two ways to lose time; one that cost none is left out.</summary>
    private static IEnumerable<ReportBlock> Charts(List<TaskFigures> tasks)
    {
        List<SafeMarkup> drawings = [.. Lost(tasks, "human-delay", "Human delay by task, minutes in all", task => task.SumDelay), .. Lost(tasks, "overrun", "Overrun by task, minutes in all", task => task.SumOverrun)];
        return drawings.Count == 0 ? [] : [new Drawings(drawings)];
    }

    private static IEnumerable<SafeMarkup> Lost(List<TaskFigures> tasks, string id, string title, Func<TaskFigures, decimal> minutes)
    {
        var bars = tasks.Where(task => minutes(task) > 0).OrderByDescending(minutes).ThenBy(task => task.Key).Take(MostTasks)
            .Select(task => new Bar($"{task.Key.TaskId} {task.Name}", [new BarPart("", minutes(task), "bar")])).ToList();
        return bars.Count == 0 ? [] : [BarChart.Draw(id, title, bars, standsAlone: false, drawTitle: true, width: Svg.HalfWidth)];
    }

    private sealed record TaskFigures(TaskKey Key, string Name, IReadOnlyList<TaskLog> Logs)
    {
        public decimal MeanWork => Logs.Sum(log => log.ActualDurationMinutes) / Logs.Count;

        public decimal MeanDelay => SumDelay / Logs.Count;

        public decimal SumDelay => Logs.Sum(log => log.HumanDelayMinutes);

        public decimal SumOverrun => Logs.Sum(log => log.OverrunMinutes ?? 0);

        public decimal? Estimate => Logs.Select(log => log.EstimatedDurationMinutes).LastOrDefault(estimate => estimate is not null);

        public decimal? MeanOverrun => Logs.Select(log => log.OverrunMinutes).OfType<decimal>().ToList() is { Count: > 0 } overruns ? overruns.Sum() / overruns.Count : null;
    }
}

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
            .. Delays(tasks) is { } drawing ? new ReportBlock[] { new Drawings([drawing]) } : [],
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
        [new("Started", IsTime: true), new("Run"), new("Mission"), new("Status"), new("Duration", true), new("People", true), new("Escalations", true), new("Risk"), new("KPIs")],
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
        [new("Mission"), new("Task"), new("Rounds", true), new("Work", true), new("Estimate", true), new("Overrun", true), new("Human delay", true)],
        tasks.OrderByDescending(task => task.MeanWork).ThenBy(task => task.Key).Take(MostTasks).Select(task => (IReadOnlyList<Cell>)
        [
            task.Key.MissionId, $"{task.Name} ({task.Key.TaskId})", Say.Number(task.Logs.Count), Say.Minutes(task.MeanWork), Say.Minutes(task.Estimate),
            Say.Minutes(task.MeanOverrun), Say.Minutes(task.MeanDelay),
        ]).ToList(),
        "No task was done.");

    private static SafeMarkup? Delays(List<TaskFigures> tasks)
    {
        var bars = tasks.Where(task => task.SumDelay > 0).OrderByDescending(task => task.SumDelay).ThenBy(task => task.Key).Take(12)
            .Select(task => new Bar(Svg.Shorten($"{task.Key.TaskId} {task.Name}", 24), [new BarPart("", task.SumDelay, "bar")])).ToList();
        return bars.Count == 0 ? null : BarChart.Draw("human-delay", "Human delay by task, minutes in all", bars, standsAlone: false, drawTitle: true);
    }

    private sealed record TaskFigures(TaskKey Key, string Name, IReadOnlyList<TaskLog> Logs)
    {
        public decimal MeanWork => Logs.Sum(log => log.ActualDurationMinutes) / Logs.Count;

        public decimal MeanDelay => SumDelay / Logs.Count;

        public decimal SumDelay => Logs.Sum(log => log.HumanDelayMinutes);

        public decimal? Estimate => Logs.Select(log => log.EstimatedDurationMinutes).LastOrDefault(estimate => estimate is not null);

        public decimal? MeanOverrun => Logs.Select(log => log.OverrunMinutes).OfType<decimal>().ToList() is { Count: > 0 } overruns ? overruns.Sum() / overruns.Count : null;
    }
}

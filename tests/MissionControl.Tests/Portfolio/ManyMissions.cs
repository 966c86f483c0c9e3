using MissionControl.Agents;
using MissionControl.Portfolio;
using MissionControl.Reference;
using MissionControl.Risk;
using MissionControl.Telemetry;

namespace MissionControl.Tests.Portfolio;

/// <summary>A large portfolio, the same each time: missions that do well and badly, with runs, logs, risks and agents.</summary>
internal static class ManyMissions
{
    public static PortfolioRecords Of(int missions, DateTimeOffset now)
    {
        var ids = Enumerable.Range(1, missions).ToList();
        var runs = ids.SelectMany(mission => Enumerable.Range(0, 1 + (mission % 5)).Select(run => Run(mission, run, now))).ToList();
        return new PortfolioRecords
        {
            Missions = ids.Select(Mission).ToList(),
            Runs = runs,
            TaskLogs = runs.SelectMany((run, place) => Enumerable.Range(1, 2).Select(task => Log(run, task, place))).ToList(),
            Interventions = runs.SelectMany(Intervention.OfRecorded).ToList(),
            RiskEvents = runs.Where((_, place) => place % 6 == 0).Select(Risk).ToList(),
            Reference = new ReferenceSet
            {
                Agents = Enumerable.Range(0, 12).Select(agent => new Agent($"A{agent}", $"Agent number {agent}", null, agent == 3 ? "busy" : "available") { CostPerTaskUsd = agent / 10m }).ToList(),
                Stats = Enumerable.Range(0, 12).Select(agent => new AgentStats($"A{agent}", 2 + (agent * 1.7m), 1 - (agent % 4 * 0.07m), agent % 3 * 0.05m)).ToList(),
                CapableAgents = ids.ToDictionary(mission => $"T{mission}-1", mission => (IReadOnlyList<string>)[$"A{mission % 12}", $"A{(mission + 1) % 12}"]),
            },
        };
    }

    private static PortfolioMission Mission(int mission) => new($"M{mission:000}", $"{(mission % 3) switch { 0 => "Shorten", 1 => "Improve", _ => "Secure" }} process number {mission} of the house")
    {
        Tasks = [new($"M{mission:000}", $"T{mission}-1", "Prepare") { EstimatedDurationMinutes = 5 }, new($"M{mission:000}", $"T{mission}-2", "Decide") { EstimatedDurationMinutes = 8 }],
        Kpis = [new("lead_time_days") { Target = 3, Baseline = 9 }, new("quality_pct") { Threshold = 80 }],
    };

    private static MissionRun Run(int mission, int run, DateTimeOffset now)
    {
        var start = now.AddDays(-40).AddHours((mission * 37 % 700) + (run * 60));
        return new MissionRun($"R{mission:000}-{run}", $"M{mission:000}", start, (mission + run) % 11 == 0 ? "failed" : "completed")
        {
            EndTime = start.AddMinutes(30 + (mission % 50)),
            Kpis = new Dictionary<string, decimal> { ["lead_time_days"] = 2.4m + (mission % 7) - (run * 0.3m), ["quality_pct"] = 78 + (mission % 9) },
            HumanInterventions = mission % 3,
            Escalations = mission % 17 == 0 ? 1 : 0,
            RiskFlagged = mission % 6 == 0,
        };
    }

    private static TaskLog Log(MissionRun run, int task, int place) => new(run.RunId, run.MissionId, $"T{int.Parse(run.MissionId[1..], System.Globalization.CultureInfo.InvariantCulture)}-{task}", $"A{place % 12}", "completed")
    {
        ActualDurationMinutes = 3 + (place % 9),
        HumanDelayMinutes = task == 2 ? place % 6 : 0,
        HumanApprovalRequired = task == 2,
        EstimatedDurationMinutes = task == 1 ? 5 : 8,
        EndedAt = run.EndTime,
    };

    private static RiskEvent Risk(MissionRun run, int place) => new(
        $"risk-{place:0000}",
        run.RunId,
        run.MissionId,
        null,
        place % 2 == 0 ? "lead_time_breach" : "workflow_failure",
        Severity.Known[place % 4],
        "Something took longer than it was meant to.",
        run.EndTime,
        place % 3 == 0 ? RiskEvent.Open : RiskEvent.Closed);
}

using System.Text.Json;

namespace MissionControl.Cli.Tests.Reports;

/// <summary>A data directory of a large house, the same each time: missions that do well and badly, with short and long names, runs, risks and agents.</summary>
internal static class ManyMissionFiles
{
    private const int Agents = 24;

    private static readonly DateTimeOffset Last = new(2026, 3, 12, 18, 0, 0, TimeSpan.Zero);
    private static readonly string[] Verbs = ["Shorten", "Improve", "Secure", "Settle", "Automate", "Renew"];
    private static readonly string[] Subjects =
    [
        "motor claims", "broker onboarding", "monthly close", "supplier invoices of all subsidiaries, including those that are not yet on the shared ledger", "first line support",
        "Rückversicherung & Bestand", "access reviews",
    ];

    private static readonly string[] Tasks = ["Collect the documents", "Check them against the policy", "Decide", "Tell the customer"];
    private static readonly string[] RiskTypes = ["approval_delay", "task_overrun", "lead_time_breach", "quality_risk", "workflow_failure", "sla_breach_risk"];
    private static readonly string[] Severities = ["low", "medium", "high", "critical"];

    public static void Write(string directory, int missions)
    {
        Directory.CreateDirectory(directory);
        var ids = Enumerable.Range(1, missions).ToList();
        var runs = ids.SelectMany(mission => Enumerable.Range(0, mission % 9).Select(run => (Mission: mission, Run: run))).ToList();
        Put("business_missions", ids.Select(id => new { mission_id = Id(id), mission_name = $"{Verbs[id % Verbs.Length]} {Subjects[id % Subjects.Length]} {id}" }));
        Put("decomposed_mission_tasks", ids.Select(id => new { mission_id = Id(id), tasks = Tasks.Select((task, place) => TaskOf(id, task, place)) }));
        Put("mission_kpis", ids.Select(id => new { mission_id = Id(id), kpis = new { target_lead_time_days = 3, baseline_lead_time_days = 9, quality_pct_threshold = 80 } }));
        Put("specialized_agents", Enumerable.Range(0, Agents).Select(agent => new { agent_id = $"agent-{agent:00}", name = $"Agent for {Subjects[agent % 3]}, team {agent}", status = agent % 7 == 3 ? "maintenance" : "available", cost_per_task_usd = agent / 20m }));
        Put("agent_capabilities_matrix", ids.SelectMany(id => Tasks.Select((_, place) => new { task_id = TaskId(id, place), capable_agents = new[] { AgentId(id + place), AgentId(id + place + 5) } })));
        Put("agent_performance_stats", Enumerable.Range(0, Agents).Select(agent => new { agent_id = $"agent-{agent:00}", avg_task_duration_minutes = 2 + (agent % 8 * 1.7m), approval_rate = 1 - (agent % 5 * 0.04m), escalation_rate = agent % 3 * 0.05m }));
        Put("mission_runs", runs.Select(one => Run(one.Mission, one.Run)));
        Put("task_execution_logs", runs.SelectMany(one => Tasks.Select((_, place) => Log(one.Mission, one.Run, place))));
        Put("mission_risk_events", runs.Where((_, place) => place % 5 == 0).Select((one, place) => Risk(one.Mission, one.Run, place)));

        void Put<T>(string name, IEnumerable<T> rows) => File.WriteAllText(Path.Combine(directory, name + ".json"), JsonSerializer.Serialize(rows));
    }

    private static string Id(int mission) => $"M{mission:000}";

    private static string TaskId(int mission, int task) => $"T{mission:000}-{task + 1}";

    private static string AgentId(int place) => $"agent-{place % Agents:00}";

    private static DateTimeOffset Start(int mission, int run) => Last.AddDays(-75).AddHours((mission * 37 % 900) + (run * 100));

    private static object TaskOf(int mission, string task, int place) =>
        new { task_id = TaskId(mission, place), task, order = place + 1, estimated_duration_minutes = 4 + place, requires_human_approval = place == 2 };

    private static object Run(int mission, int run) => new
    {
        run_id = $"run-{Id(mission)}-{run:00}",
        mission_id = Id(mission),
        start_time = Start(mission, run),
        end_time = Start(mission, run).AddMinutes(30 + (mission % 50)),
        status = (mission + run) % 11 == 0 ? "failed" : "completed",
        total_duration_minutes = 30 + (mission % 50),
        kpis = new { lead_time_days = 2.4m + (mission % 7) - (run * (mission % 4) * 0.15m), quality_pct = 76 + (mission % 9) },
        human_interventions = mission % 3,
        escalations = mission % 17 == 0 ? 1 : 0,
        risk_flagged = mission % 6 == 0,
    };

    private static object Log(int mission, int run, int task) => new
    {
        run_id = $"run-{Id(mission)}-{run:00}",
        mission_id = Id(mission),
        task_id = TaskId(mission, task),
        agent_id = AgentId(mission + task),
        actual_duration_minutes = 3 + ((mission + task + run) % 9),
        human_approval_required = task == 2,
        human_delay_minutes = task == 2 ? mission % 14 : 0,
        outcome = task == 2 ? "approved" : "completed",
    };

    private static object Risk(int mission, int run, int place) => new
    {
        event_id = $"risk-{place:0000}",
        run_id = $"run-{Id(mission)}-{run:00}",
        mission_id = Id(mission),
        task_id = TaskId(mission, place % 4),
        risk_type = RiskTypes[place % RiskTypes.Length],
        severity = Severities[place % 9 % 4],
        description = "It took longer than it was meant to, and nobody was there to decide.",
        detected_at = Start(mission, run).AddMinutes(12),
        status = place % 4 == 0 ? "open" : "closed",
    };
}

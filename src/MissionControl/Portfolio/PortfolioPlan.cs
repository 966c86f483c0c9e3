using System.Text.Json.Nodes;

namespace MissionControl.Portfolio;

/// <summary>What a portfolio report aims at and the stages that it goes through; of one mission its goal and its hops.</summary>
internal static class PortfolioPlan
{
    private static readonly (string Name, string Description)[] Stages =
    [
        ("load", "Read missions, tasks, KPIs, agents, runs, logs, risk events and snapshots, and check what they say of each other."),
        ("kpi_performance", "Hold the latest completed run of each mission against target and baseline."),
        ("risk_rollup", "Count risk events and weigh them."),
        ("portfolio_rollup", "Take the latest snapshot and its differences to the day before it."),
        ("executive_triggers", "Hold the rollup against the thresholds."),
        ("performance_routing", "Score the agents that can do each task."),
        ("mission_health", "Judge each mission by its own records."),
        ("report", "Write the report."),
    ];

    public static JsonObject Goal(PortfolioView view)
    {
        var mission = view.Records.Missions.FirstOrDefault(mission => mission.MissionId == view.Scope.MissionId);
        var goal = mission is null
            ? new JsonObject { ["objective"] = view.Settings.Objective, ["missions"] = view.Records.Missions.Count }
            : new JsonObject { ["mission_id"] = mission.MissionId, ["mission_name"] = mission.MissionName, ["goal"] = mission.Goal ?? mission.Description };
        goal["as_of"] = PortfolioState.Node(view.Scope.AsOf);
        goal["window_start"] = PortfolioState.Node(view.Scope.Start);
        return goal;
    }

    public static JsonArray Plan(PortfolioView view) => view.Scope.MissionId is null
        ? new JsonArray([.. Stages.Select((stage, place) => new JsonObject { ["step"] = place + 1, ["name"] = stage.Name, ["description"] = stage.Description })])
        : new JsonArray([.. view.Records.Missions.SelectMany(mission => mission.Tasks).Select((task, place) => new JsonObject
        {
            ["step"] = place + 1,
            ["task_id"] = task.TaskId,
            ["task"] = task.Task,
            ["depends_on"] = PortfolioState.Node(task.DependsOn),
            ["estimated_duration_minutes"] = task.EstimatedDurationMinutes,
            ["requires_human_approval"] = task.RequiresHumanApproval,
        })]);

    /// <summary>A mission's KPIs under the keys that reference files have.</summary>
    public static JsonObject Kpis(PortfolioMission mission)
    {
        var figures = new JsonObject();
        foreach (var kpi in mission.Kpis)
        {
            Add(figures, $"target_{kpi.Name}", kpi.Target);
            Add(figures, $"baseline_{kpi.Name}", kpi.Baseline);
            Add(figures, $"max_{kpi.Name}", kpi.Max);
            Add(figures, $"min_{kpi.Name}", kpi.Min);
            Add(figures, $"{kpi.Name}_threshold", kpi.Threshold);
        }

        return figures;
    }

    private static void Add(JsonObject figures, string key, decimal? value)
    {
        if (value is { } figure)
        {
            figures[key] = figure;
        }
    }
}

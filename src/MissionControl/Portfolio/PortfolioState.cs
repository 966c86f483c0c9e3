using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MissionControl.Reference;

namespace MissionControl.Portfolio;

/// <summary>
/// A portfolio as one JSON object. Its keys are those of Mission Control v2's state, all of them always there, then <c>verdict, risk_index,
/// performance_routing, kpi_performance, mission_health</c>. Times are ISO-8601 UTC and end in Z.
/// </summary>
public static class PortfolioState
{
    public const string SchemaVersion = "2.0";

    private static readonly JsonSerializerOptions Options = Dialect();

    /// <param name="dataDirectory">Where the records were read from; null for a hub.</param>
    /// <param name="report">The report as Markdown.</param>
    /// <param name="reportFile">Where a report was written; null when none was.</param>
    /// <param name="errors">Everything that was found wrong or odd.</param>
    public static JsonObject Of(
        PortfolioView view, string? dataDirectory, string report, string? reportFile, IReadOnlyList<string> errors, TimeSpan processingTime)
    {
        var reference = view.Portfolio.Reference;
        return new JsonObject
        {
            ["schema_version"] = SchemaVersion,
            ["data_snapshot_date"] = view.Rollup.Latest.SnapshotDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["data_dir"] = dataDirectory,
            ["reports_dir"] = view.Settings.ReportsDir,
            ["view_mode"] = view.Scope.MissionId is null ? "portfolio" : "mission",
            ["mission_id"] = view.Scope.MissionId,
            ["goal"] = PortfolioPlan.Goal(view),
            ["plan"] = PortfolioPlan.Plan(view),
            ["missions"] = Node(view.Records.Missions.Select(mission => new BusinessMission(mission.MissionId, mission.MissionName, mission.Description))),
            ["mission_tasks_by_mission"] = Lookup(view.Records.Missions, mission => mission.MissionId, mission => Tasks(mission)),
            ["mission_kpis_by_mission"] = Lookup(view.Records.Missions, mission => mission.MissionId, mission => PortfolioPlan.Kpis(mission)),
            ["specialized_agents"] = Node(reference.Agents),
            ["capabilities_matrix"] = Node(reference.CapableAgents.Select(row => new { TaskId = row.Key, CapableAgents = row.Value })),
            ["agents_lookup"] = Lookup(reference.Agents.DistinctBy(agent => agent.AgentId), agent => agent.AgentId, agent => Node(agent)),
            ["capabilities_lookup"] = Lookup(reference.CapableAgents, row => row.Key, row => Node(row.Value)),
            ["mission_runs"] = Node(view.Records.Runs),
            ["task_execution_logs"] = Node(view.Records.TaskLogs),
            ["agent_performance_stats"] = Node(view.Statistics),
            ["mission_risk_events"] = Node(view.Records.RiskEvents),
            ["mission_portfolio_snapshot"] = Node(view.Portfolio.Snapshots),
            ["risk_rollup"] = Node(view.Risk),
            ["portfolio_rollup"] = Rollup(view.Rollup),
            ["executive_triggers"] = Node(view.Triggers),
            ["performance_routing_lookup"] = Lookup(view.Routing.Where(row => row.Value.AgentId is not null), row => row.Key, row => row.Value.AgentId),
            ["cost_rollup"] = Node(view.Cost),
            ["open_risk_events"] = Node(view.OpenRisks.Select(risk => risk.EventId)),
            ["active_task_ids"] = Node(view.ActiveTasks.Select(task => task.TaskId).Distinct(StringComparer.Ordinal)),
            ["mission_report"] = report,
            ["report_file_path"] = reportFile,
            ["errors"] = Node(errors.Concat(view.Notes)),
            ["processing_time"] = Math.Round(processingTime.TotalSeconds, 4),
            ["verdict"] = Verdicts.Word(view.Verdict),
            ["risk_index"] = view.Risk.Index,
            ["performance_routing"] = Lookup(view.Routing, row => row.Key, row => Routing(row.Value)),
            ["kpi_performance"] = Node(view.Kpis),
            ["mission_health"] = Node(view.Health),
        };
    }

    /// <summary>The object as text, in this dialect.</summary>
    public static string Write(JsonObject state, bool indented = false) =>
        state.ToJsonString(indented ? new JsonSerializerOptions(Options) { WriteIndented = true } : Options);

    internal static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Options);

    private static JsonArray Tasks(PortfolioMission mission) => new JsonArray([.. mission.Tasks.Select(task =>
    {
        var node = Node(task)!.AsObject();
        node.Remove("mission_id");
        return node;
    })]);

    private static JsonObject Rollup(PortfolioRollup rollup)
    {
        var node = Node(rollup.Latest)!.AsObject();
        node["previous_snapshot_date"] = rollup.Previous?.SnapshotDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        node["deltas"] = Node(rollup.Deltas);
        return node;
    }

    private static JsonObject Routing(Agents.RoutingDecision decision) => new()
    {
        ["agent_id"] = decision.AgentId,
        ["score"] = decision.Candidates.FirstOrDefault(candidate => candidate.AgentId == decision.AgentId)?.Score,
        ["candidates"] = Node(decision.Candidates),
    };

    private static JsonObject Lookup<T>(IEnumerable<T> items, Func<T, string> key, Func<T, JsonNode?> value) =>
        new(items.Select(item => KeyValuePair.Create(key(item), value(item))));

    private static JsonSerializerOptions Dialect()
    {
        var options = new JsonSerializerOptions(Wire.Options);
        options.Converters.Insert(0, new UtcTime());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class UtcTime : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
    }
}

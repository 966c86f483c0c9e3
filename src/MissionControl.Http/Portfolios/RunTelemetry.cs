using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using MissionControl.Http.Answers;
using MissionControl.Http.Paging;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;
using MissionControl.Risk;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Http.Portfolios;

/// <summary>What one run left; an imported run is known here and nowhere else.</summary>
internal static class RunTelemetry
{
    public static async Task<IResult> GetAsync(ApiCall call)
    {
        _ = new QueryParameters(call.Http.Request);
        var runId = call.Id("run_id");
        var telemetry = call.Telemetry();
        var records = await telemetry.Records.ReadAsync(new TelemetryQuery(RunId: runId), call.Aborted);
        var risks = await telemetry.Risks.ListAllAsync(new RiskQuery(RunId: runId), call.Aborted);
        if (records.Runs.Count + records.TaskLogs.Count + risks.Count == 0)
        {
            throw ProblemList.RunNotFound(runId).ToException();
        }

        return JsonAnswer.Tagged(new TelemetryAnswer(
            records.Runs is [var run, ..] ? run : null,
            [.. records.TaskLogs.OrderBy(log => log.StartedAt).ThenBy(log => log.Key, StringComparer.Ordinal)],
            [.. records.Interventions.OrderBy(one => one.At).ThenBy(one => one.Key, StringComparer.Ordinal)],
            risks));
    }
}

/// <param name="Run">Null when only logs or risks speak of it.</param>
/// <param name="TaskLogs">Hop rounds, by their start.</param>
/// <param name="Interventions">What people did, and escalations, by time.</param>
/// <param name="RiskEvents">Latest first.</param>
public sealed record TelemetryAnswer(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] MissionRun? Run,
    IReadOnlyList<TaskLog> TaskLogs,
    IReadOnlyList<Intervention> Interventions,
    IReadOnlyList<RiskEvent> RiskEvents);

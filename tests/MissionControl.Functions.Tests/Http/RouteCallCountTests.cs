using System.Text;
using MissionControl.Http.Routing;
using MissionControl.Risk;

namespace MissionControl.Functions.Tests.Http;

/// <summary>No route looks at more because there is more: each makes the same calls at ten runs and at ten thousand.</summary>
public sealed class RouteCallCountTests
{
    private const string Document = """{"mission_id":"m","name":"m","hops":[{"id":"a","steps":[{"tool_name":"transform","parameter_mapping":{"items":{"literal":[]}},"result_mapping":{"transformed":{"discard":true}}}]}]}""";

    private const string Import = """
        [{"export":{"kind":"mission_control_export","schema_version":"1.0","exported_at":"2026-01-01T00:00:00Z"}},
         {"mission_run":{"run_id":"old","mission_id":"m","start_time":"2026-01-01T00:00:00Z","end_time":"2026-01-01T00:01:00Z","status":"completed"}}]
        """;

    /// <summary>What it is asked for is everything there is.</summary>
    private static readonly string[] Whole = ["export_records"];

    private static readonly string Risk = $"/api/risks/{RiskEvent.IdOf("r8", null, RiskType.WorkflowFailure)}";

    /// <summary>
    /// Every route of the API in this order, changes after reads. Pages hold five, a portfolio reads the hours of its window, a snapshot counts the hours that changed. What a stream reads again and again is a question of
    /// <c>CallCountTests</c>; channels are not set up, so their doors stay shut.
    /// </summary>
    private static readonly (string Route, string Target, string? Body, int Status)[] Requests =
    [
        ("list_runs", "/api/runs?limit=5", null, 200),
        ("list_runs", "/api/runs?limit=5&status=completed", null, 200),
        ("list_runs", "/api/runs?limit=5&mission=m", null, 200),
        ("list_runs", "/api/runs?limit=5&mission=m&status=completed", null, 200),
        ("get_run", "/api/runs/r3", null, 200),
        ("get_run", "/api/runs/r3?hops=true", null, 200),
        ("get_history", "/api/runs/r3/history", null, 200),
        ("get_report", "/api/runs/r0/report", null, 200),
        ("get_asset", "/api/runs/r3/assets/none", null, 404),
        ("get_graph", "/api/runs/r3/graph", null, 200),
        ("stream_run", "/api/runs/r3/events", null, 200),
        ("stream_all", "/api/events", null, 200),
        ("list_approvals", "/api/approvals?limit=5", null, 200),
        ("list_approvals", "/api/approvals?limit=5&open=true&approver=ann", null, 200),
        ("list_approvals", "/api/approvals?limit=5&run=r3", null, 200),
        ("get_approval", "/api/approvals/r3~plan~1", null, 200),
        ("list_missions", "/api/missions?limit=5", null, 200),
        ("get_mission", "/api/missions/m", null, 200),
        ("validate_mission", "/api/missions/validate", Document, 200),
        ("get_telemetry", "/api/runs/r2/telemetry", null, 200),
        ("get_portfolio", "/api/portfolio?window=2m", null, 200),
        ("get_portfolio", "/api/portfolio?window=2m&mission=m&format=html", null, 200),
        ("list_snapshots", "/api/portfolio/snapshots?limit=5", null, 200),
        ("list_triggers", "/api/portfolio/triggers", null, 200),
        ("list_triggers", "/api/portfolio/triggers?all=true&limit=5", null, 200),
        ("list_risks", "/api/risks?limit=5", null, 200),
        ("list_risks", "/api/risks?limit=5&open=true&mission=m", null, 200),
        ("list_risks", "/api/risks?limit=5&run=r8", null, 200),
        ("get_risk", Risk, null, 200),
        ("list_keys", "/api/keys", null, 200),
        ("list_refusals", "/api/keys/refusals", null, 200),
        ("list_tools", "/api/tools", null, 200),
        ("list_agents", "/api/agents", null, 200),
        ("get_health", "/healthz", null, 200),
        ("get_readiness", "/readyz", null, 200),
        ("get_metrics", "/metrics", null, 501),
        ("get_openapi", "/openapi/v1.json", null, 200),
        ("show_approval_page", "/approvals/none", null, 404),
        ("decide_on_approval_page", "/approvals/none", null, 404),
        ("receive_webhook", "/api/webhooks/approvals", "{}", 404),
        ("receive_teams_message", "/api/webhooks/teams", "{}", 404),
        ("receive_outlook_action", "/api/webhooks/outlook", "{}", 404),
        ("take_snapshot", "/api/portfolio/snapshots", null, 201),
        ("acknowledge_risk", $"{Risk}/acknowledge", null, 200),
        ("close_risk", $"{Risk}/close", """{"reason":"over"}""", 200),
        ("import_records", "/api/import", Import, 200),
        ("take_snapshot", "/api/portfolio/snapshots", null, 201),
        ("put_mission", "/api/missions/n", Document.Replace("\"m\"", "\"n\"", StringComparison.Ordinal), 201),
        ("start_mission", "/api/missions/m/runs", """{"run_id":"new"}""", 202),
        ("start_document", "/api/runs", $$"""{"run_id":"newer","mission":{{Document}}}""", 202),
        ("delegate_approval", "/api/approvals/r4~hop~a~1/delegate", """{"to":"bob"}""", 200),
        ("decide_approval", "/api/approvals/r4~plan~1/decision", """{"decision":"approve"}""", 200),
        ("raise_event", "/api/runs/r4/events/note", "{}", 202),
        ("suspend_run", "/api/runs/r4/suspend", null, 200),
        ("resume_run", "/api/runs/r4/resume", null, 200),
        ("terminate_run", "/api/runs/r4/terminate", null, 200),
        ("retry_run", "/api/runs/r8/retry", null, 200),
        ("purge_run", "/api/runs/r0", null, 204),
        ("create_key", "/api/keys", """{"name":"ci","roles":["viewer"]}""", 201),
        ("revoke_key", "/api/keys/none", null, 404),
    ];

    [Fact]
    public void Requests_OfThisTest_AreOfEveryRoute() =>
        Assert.Equal(ApiRoutes.All.Select(route => route.Name).Except(Whole).Order(), Requests.Select(request => request.Route).Distinct().Order());

    [Fact]
    public async Task Route_AtTenAndAtTenThousandRuns_MakesTheSameCalls()
    {
        var few = await AskAllAsync(10);
        var many = await AskAllAsync(10_000);

        Assert.Equal(Lines(Requests.Select(request => $"{request.Target} {request.Status}")), Lines(few.Select(one => $"{one.Target} {one.Status}")));
        Assert.Equal(Lines(few.Select(one => $"{one}")), Lines(many.Select(one => $"{one}")));
        Assert.All(few, one => Assert.InRange(one.Calls, 0, 60));
    }

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    private static async Task<List<(string Target, int Status, int Calls)>> AskAllAsync(int runs)
    {
        using var app = new MeteredApp();
        await app.FillAsync(runs, Encoding.UTF8.GetBytes(Document));
        var asked = new List<(string, int, int)>();
        foreach (var (name, target, body, _) in Requests)
        {
            var (status, calls) = await app.AskAsync(ApiRoutes.All.Single(route => route.Name == name), target, body);
            asked.Add((target, status, calls));
        }

        return asked;
    }
}

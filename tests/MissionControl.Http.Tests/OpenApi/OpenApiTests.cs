using System.Text.Json.Nodes;
using MissionControl.Access;
using MissionControl.Http.Routing;
using MissionControl.Http.Transfers;
using MissionControl.Testing;

namespace MissionControl.Http.OpenApi;

public sealed class OpenApiTests
{
    [Fact]
    public void Document_NamesEveryRouteWithItsProblems()
    {
        var document = ApiDescription.Describe(ApiRoutes.All);

        Assert.All(ApiRoutes.All, route => Assert.Equal(route.Name, (string?)document["paths"]![route.Pattern]![route.Method.ToLowerInvariant()]!["operationId"]));
        Assert.Equal(ApiRoutes.All.Count, ApiRoutes.All.DistinctBy(route => route.Name).Count());
        Assert.Equal(ApiRoutes.All.Count, ApiRoutes.All.DistinctBy(route => (route.Method, route.Pattern)).Count());
    }

    /// <summary>A day in the life of a server, and every answer held against what the document says of it.</summary>
    [Fact]
    public async Task Answers_OfEveryRoute_AreWhatTheDocumentSays()
    {
        await using var server = await ApiServer.StartAsync();
        using var all = await server.ClientAsync(Role.Operator, Role.Approver, Role.Admin);
        var document = (await all.SendAsync("GET", "/openapi/v1.json")).Json.AsObject();
        var seen = new HashSet<string>(StringComparer.Ordinal);

        async Task<JsonNode?> CallAsync(string name, string path, string? body = null, params (string, string)[] headers)
        {
            var route = ApiRoutes.All.Single(one => one.Name == name);
            var answer = await all.SendAsync(route.Method, path, body, headers: headers);
            seen.Add($"{name} {answer.Status}");
            SchemaCheck.Fits(document, route, answer);
            return answer.MediaType?.EndsWith("json", StringComparison.Ordinal) == true ? answer.Json : null;
        }

        await CallAsync("put_mission", "/api/missions/asked", Documents.Asked);
        await CallAsync("put_mission", "/api/missions/asked", Documents.Asked);
        await CallAsync("put_mission", "/api/missions/asked", "{}");
        await CallAsync("put_mission", "/api/missions/asked", Documents.Asked, ("If-Match", $"\"{new string('0', 64)}\""));
        await CallAsync("list_missions", "/api/missions");
        await CallAsync("get_mission", "/api/missions/asked");
        await CallAsync("get_mission", "/api/missions/none");
        await CallAsync("validate_mission", "/api/missions/validate", Documents.Echo);
        await CallAsync("validate_mission", "/api/missions/validate", "{}");
        await CallAsync("start_mission", "/api/missions/asked/runs", """{"inputs": {"label": "x"}, "run_id": "a"}""");
        await CallAsync("start_document", "/api/runs", Documents.Start(Documents.Failing, more: ", \"run_id\": \"f\""));
        await CallAsync("start_document", "/api/runs", Documents.Start(Documents.Echo, "other", ", \"run_id\": \"f\""));
        await CallAsync("start_document", "/api/runs", "not json");
        await server.Runtime.WhenIdleAsync();
        await CallAsync("list_runs", "/api/runs?limit=1");
        await CallAsync("get_run", "/api/runs/a?hops=true");
        await CallAsync("get_run", "/api/runs/f?hops=true");
        await CallAsync("get_run", "/api/runs/none");
        await CallAsync("get_history", "/api/runs/a/history");
        await CallAsync("get_graph", "/api/runs/a/graph");
        await CallAsync("list_approvals", "/api/approvals?open=true");
        await CallAsync("get_approval", "/api/approvals/a~hop~say~1?audit=true");
        await CallAsync("delegate_approval", "/api/approvals/none~hop~say~1/delegate", """{"to": "Bob"}""");
        await CallAsync("delegate_approval", "/api/approvals/a~hop~say~1/delegate", """{"to": "Ann"}""");
        await CallAsync("decide_approval", "/api/approvals/a~hop~say~1/decision", """{"decision": "approve", "comment": "yes"}""");
        await CallAsync("decide_approval", "/api/approvals/a~hop~say~1/decision", """{"decision": "reject"}""");
        await server.Runtime.WhenIdleAsync();
        await CallAsync("get_asset", "/api/runs/a/assets/said");
        await CallAsync("get_asset", "/api/runs/a/assets/none");
        await CallAsync("get_report", "/api/runs/a/report");
        await CallAsync("get_report", "/api/runs/a/report?format=html");
        await CallAsync("get_report", "/api/runs/f/report?format=json");
        await CallAsync("retry_run", "/api/runs/f/retry");
        await CallAsync("retry_run", "/api/runs/a/retry");
        await CallAsync("start_document", "/api/runs", Documents.Start(Documents.Hanging, more: ", \"run_id\": \"h\""));
        await CallAsync("raise_event", "/api/runs/h/events/note", """{"n": 1}""");
        await CallAsync("suspend_run", "/api/runs/h/suspend", """{"reason": "wait"}""");
        await CallAsync("suspend_run", "/api/runs/h/suspend", """{"resaon": "wait"}""");
        await CallAsync("resume_run", "/api/runs/h/resume");
        await CallAsync("terminate_run", "/api/runs/h/terminate");
        await CallAsync("purge_run", "/api/runs/a");
        await CallAsync("purge_run", "/api/runs/a");
        var made = await CallAsync("create_key", "/api/keys", """{"name": "k", "roles": ["approver"], "person": "Bob"}""");
        await CallAsync("create_key", "/api/keys", """{"name": ""}""");
        await CallAsync("list_keys", "/api/keys");
        await CallAsync("list_refusals", "/api/keys/refusals");
        await CallAsync("revoke_key", $"/api/keys/{(string?)made!["key_id"]}");
        await CallAsync("import_records", "/api/import", RecordedFiles.Body(Repository.PathTo("data", "reference")));
        await CallAsync("import_records", "/api/import", """{"files": {"mission_runs.json": [{"run_id": "?"}]}}""");
        await CallAsync("export_records", "/api/export");
        await CallAsync("get_portfolio", "/api/portfolio");
        await CallAsync("get_portfolio", "/api/portfolio?format=html&mission=motor-claims&window=900d");
        await CallAsync("get_portfolio", "/api/portfolio?format=md&as_of=2026-03-12");
        await CallAsync("get_portfolio", "/api/portfolio?mission=motor-claim");
        await CallAsync("take_snapshot", "/api/portfolio/snapshots");
        await CallAsync("list_snapshots", "/api/portfolio/snapshots?limit=2");
        await CallAsync("list_triggers", "/api/portfolio/triggers?all=true");
        await CallAsync("get_telemetry", "/api/runs/f/telemetry");
        await CallAsync("get_telemetry", "/api/runs/none/telemetry");
        var risk = (string?)(await CallAsync("list_risks", "/api/risks?open=true&limit=1"))!["events"]![0]!["event_id"];
        await CallAsync("get_risk", $"/api/risks/{risk}");
        await CallAsync("get_risk", "/api/risks/none");
        await CallAsync("acknowledge_risk", $"/api/risks/{risk}/acknowledge");
        await CallAsync("close_risk", $"/api/risks/{risk}/close", """{"reason": "over"}""");
        await CallAsync("acknowledge_risk", $"/api/risks/{risk}/acknowledge", """{"reason": "late"}""");
        await CallAsync("close_risk", $"/api/risks/{risk}/close", "{}");
        await CallAsync("list_tools", "/api/tools");
        await CallAsync("list_agents", "/api/agents");
        await CallAsync("get_health", "/healthz");
        await CallAsync("get_readiness", "/readyz");
        await CallAsync("get_metrics", "/metrics");
        await CallAsync("get_openapi", "/openapi/v1.json");

        // Streams have their own tests; what carries its own proof is called by the tests of its channel.
        var untested = ApiRoutes.All.Where(route => route is { Needs: not null } && !route.Name.StartsWith("stream_", StringComparison.Ordinal))
            .Select(route => route.Name).Except(seen.Where(one => one[^3] == '2').Select(one => one[..^4]));
        Assert.Empty(untested.Except(["delegate_approval"]));
    }
}

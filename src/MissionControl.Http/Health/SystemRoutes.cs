using MissionControl.Access;
using MissionControl.Http.OpenApi;
using MissionControl.Http.Routing;
using MissionControl.Http.Tools;

namespace MissionControl.Http.Health;

internal static class SystemRoutes
{
    private const string Tag = "system";

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        Read("list_tools", "/api/tools", Role.Viewer, ToolHandlers.ToolsAsync, "Tools that steps can name.", new RouteAnswer(200, "The tools.", typeof(ToolList)), tagged: true),
        Read("list_agents", "/api/agents", Role.Viewer, ToolHandlers.AgentsAsync, "Agents that hops are routed to.", new RouteAnswer(200, "The agents.", typeof(AgentList)), tagged: true),
        Read("get_health", "/healthz", null, HealthHandlers.AliveAsync, "The process answers. Open to everybody, and tells nothing else.", new RouteAnswer(200, "It answers.", typeof(HealthAnswer)), tagged: false),
        Read("get_readiness", "/readyz", Role.Viewer, HealthHandlers.ReadyAsync, "The server takes work; if not, why.", new RouteAnswer(200, "It takes work.", typeof(HealthAnswer)), tagged: false),
        Read("get_metrics", "/metrics", Role.Viewer, HealthHandlers.MetricsAsync, "Figures of this process, in the text format of Prometheus.", new RouteAnswer(200, "The figures.", null, "text/plain"), tagged: false, 501),
        Read("get_openapi", "/openapi/v1.json", Role.Viewer, ApiDescription.GetAsync, "This document.", new RouteAnswer(200, "An OpenAPI 3.1 document.", typeof(System.Text.Json.JsonElement)), tagged: true),
    ];

    private static ApiRoute Read(string name, string path, Role? role, ApiHandler handler, string summary, RouteAnswer answer, bool tagged, params IReadOnlyList<int> problems) => new(name, "GET", path, role, handler)
    {
        Summary = summary,
        Contract = new RouteContract(Tag)
        {
            Headers = tagged ? [RouteParameters.IfNoneMatch] : [],
            Answers = tagged ? [answer with { Headers = ["ETag"] }, RouteParameters.NotModified] : [answer],
            Problems = problems,
        },
    };
}

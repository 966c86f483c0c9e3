using Microsoft.AspNetCore.Http;
using MissionControl.Http.OpenApi;
using MissionControl.Http.Routing;

namespace MissionControl.Http.Health;

/// <summary>Is the process there, and can it take work.</summary>
internal static class HealthRoutes
{
    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new("get_health", "GET", "/healthz", null, AliveAsync)
        {
            Summary = "The process answers. Open to everybody, and tells nothing else.",
            Contract = new RouteContract("health") { Answers = [new RouteAnswer(200, "It answers.", typeof(HealthAnswer))] },
        },
    ];

    private static Task<IResult> AliveAsync(ApiCall call) => Task.FromResult(Answers.JsonAnswer.Of(new HealthAnswer("alive")));
}

/// <param name="Status"><c>alive</c>.</param>
public sealed record HealthAnswer(string Status);

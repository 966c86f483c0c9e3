using Microsoft.AspNetCore.Http;
using MissionControl.Http.Answers;
using MissionControl.Http.Metrics;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;

namespace MissionControl.Http.Health;

/// <summary>Is the process there, can it take work, and what does it measure.</summary>
internal static class HealthHandlers
{
    public static Task<IResult> AliveAsync(ApiCall call) => Task.FromResult(JsonAnswer.Of(new HealthAnswer("alive")));

    public static Task<IResult> ReadyAsync(ApiCall call) => Task.FromResult(
        call.Api.Stopping.IsCancellationRequested ? ProblemList.Unavailable("The server is stopping.", 5).ToResult()
        : call.Api.Health?.State is { IsReady: false } state ? ProblemList.Unavailable(state.Reason ?? "The hub takes no work.", 5).ToResult()
        : JsonAnswer.Of(new HealthAnswer("ready")));

    public static Task<IResult> MetricsAsync(ApiCall call) => call.Api.Metrics is { } metrics
        ? Task.FromResult<IResult>(Results.Text(metrics.Write(), MetricsText.MediaType))
        : throw ProblemList.NotOnThisRuntime("Here the platform collects the figures.").ToException();
}

/// <param name="Status"><c>alive</c> or <c>ready</c>.</param>
public sealed record HealthAnswer(string Status);

using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace MissionControl.Http.Problems;

/// <summary>
/// An answer as RFC 9457 writes it. <see cref="Code"/> is stable, for programs; <see cref="Detail"/> is for people: place and cure, never a secret.
/// </summary>
public sealed record Problem(int Status, string Code, string Title)
{
    public const string MediaType = "application/problem+json";

    public string Type => $"urn:mission-control:problem:{Code}";

    public string? Detail { get; init; }

    /// <summary>Every fault that was found, when there can be several.</summary>
    public IReadOnlyList<ProblemError>? Errors { get; init; }

    /// <summary>Finds the request again in logs and traces.</summary>
    public string? TraceId { get; init; }

    /// <summary>The approval, run or other record that the request met; its form is that of the record's own route.</summary>
    public object? Current { get; init; }

    /// <summary>In seconds; goes into the header <c>Retry-After</c>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int? RetryAfter { get; init; }

    public static string TraceOf(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;

    public IResult ToResult() => new ProblemResult(this);

    public ProblemException ToException() => new(this);
}

/// <summary>Ends a request with a problem.</summary>
public sealed class ProblemException(Problem problem) : Exception(problem.Detail ?? problem.Title)
{
    public Problem Problem { get; } = problem;
}

/// <summary>Writes a problem; its trace id is that of the request.</summary>
internal sealed class ProblemResult(Problem problem) : IResult
{
    public Problem Problem => problem;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var told = problem with { TraceId = Problem.TraceOf(httpContext) };
        var answer = httpContext.Response;
        answer.StatusCode = problem.Status;
        answer.ContentType = Problem.MediaType;
        answer.Headers.CacheControl = "no-store";
        if (problem.RetryAfter is { } seconds)
        {
            answer.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await answer.Body.WriteAsync(Wire.SerializeToUtf8Bytes(told), httpContext.RequestAborted);
        }
    }
}

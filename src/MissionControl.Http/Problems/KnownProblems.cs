using Microsoft.AspNetCore.Http;
using MissionControl.Runtime;

namespace MissionControl.Http.Problems;

/// <summary>What the exceptions of the core mean to a caller.</summary>
internal static class KnownProblems
{
    public static Problem? Of(Exception error) => error switch
    {
        ProblemException refused => refused.Problem,
        RunNotFoundException missing => ProblemList.RunNotFound(missing.RunId),
        HubBusyException busy => ProblemList.TooManyRequests("busy", busy.Message, (int)Math.Ceiling(busy.RetryAfter.TotalSeconds)),
        RunConflictException conflict => ProblemList.Conflict("run_conflict", conflict.Message),
        IllegalTransitionException illegal => ProblemList.Conflict("illegal_transition", illegal.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new Problem(413, "body_too_large", "The body is too large."),
        BadHttpRequestException bad => ProblemList.InvalidJson(bad.Message) with { Status = bad.StatusCode is >= 400 and < 500 ? bad.StatusCode : 400, Code = "bad_request" },
        _ => null,
    };
}

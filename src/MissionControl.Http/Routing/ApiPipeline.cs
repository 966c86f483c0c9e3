using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using MissionControl.Http.Access;
using MissionControl.Http.Problems;

namespace MissionControl.Http.Routing;

/// <summary>What happens around every handler, in every runtime: headers, host, body limit, access, and problems in place of exceptions.</summary>
public static class ApiPipeline
{
    public static async Task<IResult> AnswerAsync(MissionApi api, ApiRoute route, HttpContext http)
    {
        SecurityHeaders.Set(http.Response);
        try
        {
            if (!HostCheck.IsKnown(http.Request.Host, [.. api.Hosts, .. api.Channels?.Hosts ?? []]))
            {
                return ProblemList.UnknownHost.ToResult();
            }

            Limit(http, route);
            var caller = route.Needs is { } role ? await AccessGate.AdmitAsync(api, http, role) : null;
            return await route.Handler(new ApiCall(api, http, route, caller));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return Results.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
        catch (Exception error)
        {
            return Explain(api, route, http, error).ToResult();
        }
    }

    private static Problem Explain(MissionApi api, ApiRoute route, HttpContext http, Exception error)
    {
        if ((KnownProblems.Of(error) ?? api.Explain(error)) is { } problem)
        {
            return problem;
        }

        Unexpected.Log(api.Log, route.Name, Problem.TraceOf(http), error);
        return ProblemList.Unexpected;
    }

    private static void Limit(HttpContext http, ApiRoute route)
    {
        if (http.Request.ContentLength > route.MaxBody && route.MaxBody > 0)
        {
            throw ProblemList.BodyTooLarge(route.MaxBody).ToException();
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = Math.Max(route.MaxBody, 1024);
        }
    }
}

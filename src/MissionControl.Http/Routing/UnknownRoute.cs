using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Template;
using MissionControl.Http.Problems;

namespace MissionControl.Http.Routing;

/// <summary>What a request is told that no route takes, on a platform that matches routes itself.</summary>
public static class UnknownRoute
{
    private static readonly List<(string Method, TemplateMatcher Pattern)> Routes =
        [.. ApiRoutes.All.Select(route => (route.Method, new TemplateMatcher(TemplateParser.Parse(route.Pattern.TrimStart('/')), [])))];

    public static IResult Answer(HttpContext http)
    {
        SecurityHeaders.Set(http.Response);
        var methods = Routes.Where(route => route.Pattern.TryMatch(http.Request.Path, [])).Select(route => route.Method).Distinct().Order(StringComparer.Ordinal).ToList();
        if (methods.Count == 0)
        {
            return ProblemList.RouteNotFound.ToResult();
        }

        http.Response.Headers.Allow = string.Join(", ", methods);
        return ProblemList.MethodNotAllowed.ToResult();
    }
}

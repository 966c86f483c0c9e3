using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using MissionControl.Http.Problems;

namespace MissionControl.Http.Routing;

/// <summary>Puts the routes on an ASP.NET Core application.</summary>
public static class RouteMapping
{
    /// <summary>Maps every route of the API, and a problem for every path that is none.</summary>
    public static IEndpointRouteBuilder MapMissionControl(this IEndpointRouteBuilder app, MissionApi api)
    {
        foreach (var route in ApiRoutes.All)
        {
            app.MapRoute(api, route);
        }

        app.MapFallback("{**path}", http => Missing(http).ExecuteAsync(http));
        return app;
    }

    /// <summary>Maps one more route behind the same headers, limits, access and problems.</summary>
    public static void MapRoute(this IEndpointRouteBuilder app, MissionApi api, ApiRoute route) =>
        app.MapMethods(route.Pattern, [route.Method], async http => await (await ApiPipeline.AnswerAsync(api, route, http)).ExecuteAsync(http));

    private static IResult Missing(HttpContext http)
    {
        SecurityHeaders.Set(http.Response);
        var methods = http.RequestServices.GetService(typeof(EndpointDataSource)) is EndpointDataSource all ? Methods(all, http.Request.Path) : [];
        if (methods.Count == 0)
        {
            return ProblemList.RouteNotFound.ToResult();
        }

        http.Response.Headers.Allow = string.Join(", ", methods);
        return ProblemList.MethodNotAllowed.ToResult();
    }

    private static List<string> Methods(EndpointDataSource all, PathString path) =>
    [
        .. all.Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is not null && Fits(endpoint.RoutePattern, path))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private static bool Fits(RoutePattern pattern, PathString path)
    {
        var parts = (path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == pattern.PathSegments.Count
            && pattern.PathSegments.Zip(parts).All(pair => pair.First.Parts is not [RoutePatternLiteralPart literal]
                || literal.Content.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
    }
}

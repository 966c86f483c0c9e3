using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MissionControl.Http.Routing;

namespace MissionControl.Functions.Http;

/// <summary>Answers what no route takes. The platform tries functions in the order of their names: this one sorts last.</summary>
public static class UnknownRouteFunction
{
    public const string Name = "zz_unknown_route";

    [Function(Name)]
    public static IResult Answer(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete", "options", Route = "{*path}")] HttpRequest request) => UnknownRoute.Answer(request.HttpContext);
}

using Microsoft.AspNetCore.Http;
using MissionControl.Access;

namespace MissionControl.Http.Routing;

/// <summary>What answers a request, the same in every runtime. It throws <see cref="Problems.ProblemException"/> for what is the caller's fault.</summary>
public delegate Task<IResult> ApiHandler(ApiCall call);

/// <summary>One route of the API.</summary>
/// <param name="Name">Stable; the operation's id in the OpenAPI document.</param>
/// <param name="Needs">Null: open to everybody, or checked by the handler itself.</param>
public sealed record ApiRoute(string Name, string Method, string Pattern, Role? Needs, ApiHandler Handler)
{
    /// <summary>The largest body without documents or assets in it.</summary>
    public const long SmallBody = 256 * 1024;

    public required string Summary { get; init; }

    /// <summary>In bytes. 0: it takes none.</summary>
    public long MaxBody { get; init; }

    /// <summary>What the OpenAPI document says of it; null: the route is left out of it.</summary>
    public OpenApi.RouteContract? Contract { get; init; }
}

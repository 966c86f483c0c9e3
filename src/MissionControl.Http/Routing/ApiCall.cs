using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MissionControl.Http.Access;
using MissionControl.Http.Problems;

namespace MissionControl.Http.Routing;

/// <summary>One request to one route, after it was let in.</summary>
public sealed record ApiCall(MissionApi Api, HttpContext Http, ApiRoute Route, Caller? CallerOrNone)
{
    /// <summary>Set on every route that needs a role.</summary>
    public Caller Caller => CallerOrNone ?? throw new InvalidOperationException($"{Route.Name} is open: it has no caller.");

    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>A part of the path, unescaped, as it came.</summary>
    public string Path(string name) => Http.GetRouteValue(name) as string ?? "";

    /// <exception cref="ProblemException">It is no <see cref="Identifier"/>.</exception>
    public string Id(string name) =>
        Identifier.IsValid(Path(name)) ? Path(name) : throw ProblemList.InvalidId(name, Identifier.Rule).ToException();
}

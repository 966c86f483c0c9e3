namespace MissionControl.Http.OpenApi;

/// <summary>What many routes share.</summary>
internal static class RouteParameters
{
    public static RouteParameter IfNoneMatch { get; } = new("If-None-Match", "string", "The ETag of the answer that the caller has: 304 when nothing changed.");

    public static RouteAnswer NotModified { get; } = new(304, "The caller has this answer already.") { Headers = ["ETag"] };

    public static IReadOnlyList<RouteParameter> Page(int most) =>
    [
        new("limit", "integer", $"At most so many, up to {most}."),
        new("cursor", "string", "The place that the page before gave; with the same filters."),
    ];
}

namespace MissionControl.Http.OpenApi;

/// <summary>What a route takes and gives, as the OpenAPI document says it and tests hold it to.</summary>
public sealed record RouteContract(string Tag)
{
    /// <summary>The type of the JSON body; null: none.</summary>
    public Type? Body { get; init; }

    /// <summary>False: the route can be called without one.</summary>
    public bool NeedsBody { get; init; } = true;

    public IReadOnlyList<RouteParameter> Query { get; init; } = [];

    public IReadOnlyList<RouteParameter> Headers { get; init; } = [];

    public required IReadOnlyList<RouteAnswer> Answers { get; init; }

    /// <summary>Statuses of the problems that it can answer with, beside those that every route can.</summary>
    public IReadOnlyList<int> Problems { get; init; } = [];
}

/// <summary>A parameter of the query or a header.</summary>
/// <param name="Words">The only values it takes; null: any.</param>
public sealed record RouteParameter(string Name, string Type, string Description, IReadOnlyList<string>? Words = null);

/// <summary>An answer that is no problem.</summary>
/// <param name="Body">The type of its JSON; null: it has no body, or one of another media type.</param>
/// <param name="MediaType">Null: none.</param>
public sealed record RouteAnswer(int Status, string Description, Type? Body = null, string? MediaType = null)
{
    public IReadOnlyList<string> Headers { get; init; } = [];
}

namespace MissionControl.Http.Routing;

/// <summary>Every route of the API: what is mapped, what the OpenAPI document lists, and what the tests of roles and answers walk.</summary>
public static class ApiRoutes
{
    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        .. Health.HealthRoutes.All,
    ];
}

using MissionControl.Http.Approvals;
using MissionControl.Http.Health;
using MissionControl.Http.Keys;
using MissionControl.Http.Links;
using MissionControl.Http.Missions;
using MissionControl.Http.Portfolios;
using MissionControl.Http.Risks;
using MissionControl.Http.Runs;
using MissionControl.Http.Transfers;
using MissionControl.Http.Webhooks;

namespace MissionControl.Http.Routing;

/// <summary>Every route of the API: what is mapped, what the OpenAPI document lists, and what the tests of roles and answers walk.</summary>
public static class ApiRoutes
{
    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        .. RunStartRoutes.All,
        .. RunRoutes.All,
        .. MissionRoutes.All,
        .. ApprovalRoutes.All,
        .. PortfolioRoutes.All,
        .. RiskRoutes.All,
        .. TransferRoutes.All,
        .. KeyRoutes.All,
        .. SystemRoutes.All,
        .. LinkRoutes.All,
        .. WebhookRoutes.All,
    ];
}

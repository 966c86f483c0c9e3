using MissionControl.Access;
using MissionControl.Http.OpenApi;
using MissionControl.Http.Routing;

namespace MissionControl.Http.Approvals;

internal static class ApprovalRoutes
{
    private const string Tag = "approvals";

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new("list_approvals", "GET", "/api/approvals", Role.Viewer, ApprovalHandlers.ListAsync)
        {
            Summary = "Approvals, newest first.",
            Contract = new RouteContract(Tag)
            {
                Query =
                [
                    new("run", "string", "Those of this run."),
                    new("open", "boolean", "true: those that wait for a person; false: those that do not any more."),
                    new("approver", "string", "Those that this person may decide, or decided."),
                    .. RouteParameters.Page(ApprovalHandlers.MostApprovals),
                ],
                Headers = [RouteParameters.IfNoneMatch],
                Answers = [new RouteAnswer(200, "A page.", typeof(ApprovalPage)) { Headers = ["ETag"] }, RouteParameters.NotModified],
            },
        },
        new("get_approval", "GET", "/api/approvals/{approval_id}", Role.Viewer, ApprovalHandlers.GetAsync)
        {
            Summary = "One approval with its evidence; that the caller saw it is audited.",
            Contract = new RouteContract(Tag)
            {
                Query = [new("audit", "boolean", "true: with all that happened to it.")],
                Headers = [RouteParameters.IfNoneMatch],
                Answers = [new RouteAnswer(200, "The approval.", typeof(ApprovalAnswer)) { Headers = ["ETag"] }, RouteParameters.NotModified],
                Problems = [404],
            },
        },
        new("decide_approval", "POST", "/api/approvals/{approval_id}/decision", Role.Approver, ApprovalHandlers.DecideAsync)
        {
            Summary = "Casts the vote of the person that the key names. The same vote again is answered as before.",
            MaxBody = ApiRoute.SmallBody,
            Contract = new RouteContract(Tag)
            {
                Body = typeof(DecisionBody),
                Answers = [new RouteAnswer(200, "The vote counts.", typeof(ApprovalAnswer))],
                Problems = [404, 409, 410, 413, 415, 422],
            },
        },
        new("delegate_approval", "POST", "/api/approvals/{approval_id}/delegate", Role.Approver, ApprovalHandlers.DelegateAsync)
        {
            Summary = "Gives the vote of the person that the key names to somebody else.",
            MaxBody = ApiRoute.SmallBody,
            Contract = new RouteContract(Tag)
            {
                Body = typeof(DelegationBody),
                Answers = [new RouteAnswer(200, "The other person has the vote.", typeof(ApprovalAnswer))],
                Problems = [404, 409, 410, 413, 415, 422],
            },
        },
    ];
}

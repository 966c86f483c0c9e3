using Microsoft.AspNetCore.Http;
using MissionControl.Approvals;
using MissionControl.Http.Access;
using MissionControl.Http.Answers;
using MissionControl.Http.Bodies;
using MissionControl.Http.Paging;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;
using MissionControl.Runtime;

namespace MissionControl.Http.Approvals;

/// <summary>What waits for people, and their votes. The record decides; these routes only tell what it answered.</summary>
internal static class ApprovalHandlers
{
    public const int MostApprovals = 500;
    private const int MaxId = 400;

    public static async Task<IResult> ListAsync(ApiCall call)
    {
        var query = new QueryParameters(call.Http.Request, "run", "open", "approver", "limit", "cursor");
        var filter = new ApprovalQuery(query.Id("run"), query.Flag("open"), query.Text("approver"), query.Number("limit", 50, MostApprovals));
        var scope = $"approvals {filter.RunId} {filter.Open} {filter.Approver}";
        var cursor = PageCursor.Read(scope, query.Text("cursor"), parts: 1)?[0];
        var page = await call.Api.Approvals.ListAsync(filter with { Cursor = cursor }, call.Aborted);
        return JsonAnswer.Tagged(new ApprovalPage([.. page.Items.Select(ApprovalAnswer.Of)], page.Cursor is { } next ? PageCursor.Write(scope, next) : null));
    }

    public static async Task<IResult> GetAsync(ApiCall call)
    {
        var audit = new QueryParameters(call.Http.Request, "audit").Flag("audit") == true;
        var approval = await FindAsync(call);
        await call.Api.Approvals.AuditAsync(
            approval.ApprovalId, new ApprovalAuditEntry(call.Api.Clock.GetUtcNow(), ApprovalAuditKind.Viewed, call.Caller.Name, call.Caller.Channel, null), CancellationToken.None);
        var answer = ApprovalAnswer.Of(approval);
        return JsonAnswer.Tagged(audit ? answer with { Audit = await call.Api.Approvals.ReadAuditAsync(approval.ApprovalId, call.Aborted) } : answer);
    }

    public static async Task<IResult> DecideAsync(ApiCall call)
    {
        var body = await JsonBody.ReadAsync<DecisionBody>(call);
        CheckComment(body.Comment);
        var vote = new ApprovalVote(Id(call), body.Decision == DecisionWord.Approve, Voter(call, body.By), call.Caller.Channel, body.Comment, body.Changes);
        return Answer(vote.ApprovalId, await vote.CastAsync(call.Api.Approvals, call.Api.Clock, CancellationToken.None));
    }

    public static async Task<IResult> DelegateAsync(ApiCall call)
    {
        var body = await JsonBody.ReadAsync<DelegationBody>(call);
        CheckComment(body.Comment);
        if (string.IsNullOrWhiteSpace(body.To) || body.To.Length > 200 || body.To.Any(char.IsControl))
        {
            throw ProblemList.InvalidBody(new ProblemError("/to", "A name has 1 to 200 characters and no control characters.")).ToException();
        }

        var delegation = new ApprovalDelegation(Id(call), Voter(call, body.By), body.To, call.Caller.Channel, body.Comment);
        return Answer(delegation.ApprovalId, await delegation.ApplyAsync(call.Api.Approvals, call.Api.Clock, CancellationToken.None));
    }

    private static string Voter(ApiCall call, string? by) =>
        call.Caller.Person is null ? throw ProblemList.Forbidden("The key names no person whose vote this would be.").ToException() : Names.Of(call, by);

    private static IResult Answer(string approvalId, VoteResult result) => result switch
    {
        { Answer: VoteAnswer.Decided or VoteAnswer.Counted or VoteAnswer.Repeated or VoteAnswer.Delegated, Record: { } record } => JsonAnswer.Of(ApprovalAnswer.Of(record) with { Answer = result.Answer }),
        { Record: { } record } => (Refusal(result, record) with { Current = ApprovalAnswer.Of(record) }).ToResult(),
        _ => ProblemList.ApprovalNotFound(approvalId).ToResult(),
    };

    private static Problem Refusal(VoteResult result, ApprovalRecord record)
    {
        var detail = result.Detail ?? Sentence(record);
        return result.Answer switch
        {
            VoteAnswer.Contradicted => ProblemList.Conflict("already_voted", detail),
            VoteAnswer.Closed => ProblemList.Gone("approval_closed", detail),
            VoteAnswer.NotAnApprover => ProblemList.Forbidden(detail) with { Code = "not_an_approver" },
            VoteAnswer.SelfApproval => ProblemList.Forbidden(detail) with { Code = "self_approval" },
            VoteAnswer.CommentRequired => ProblemList.Invalid("comment_required", "The approval needs a comment.", [new ProblemError("/comment", detail)]),
            VoteAnswer.NotEditable => ProblemList.Invalid("not_editable", "An input cannot be changed so.", [new ProblemError("/changes", detail)]),
            VoteAnswer.DelegationLoop => ProblemList.Invalid("delegation_loop", "The vote cannot be given to this person.", [new ProblemError("/to", detail)]),
            _ => throw new InvalidOperationException($"{result.Answer} is no refusal."),
        };
    }

    private static string Sentence(ApprovalRecord record) => record.Decision is { } decision
        ? $"It was {Wire.Word(record.Status)} by {decision.By} at {decision.At:O}."
        : $"It is {Wire.Word(record.Status)}.";

    private static void CheckComment(string? comment)
    {
        if (comment?.Length > ApprovalVote.MaxComment)
        {
            throw ProblemList.InvalidBody(new ProblemError("/comment", $"It has {comment.Length} characters; at most {ApprovalVote.MaxComment} are kept.")).ToException();
        }
    }

    private static async Task<ApprovalRecord> FindAsync(ApiCall call) =>
        await call.Api.Approvals.GetAsync(Id(call), call.Aborted) ?? throw ProblemList.ApprovalNotFound(Id(call)).ToException();

    private static string Id(ApiCall call)
    {
        var id = call.Path("approval_id");
        return id.Length is > 0 and <= MaxId && id.Split('~').All(Identifier.IsValid)
            ? id
            : throw ProblemList.InvalidId("approval_id", "the id of an approval as /api/approvals lists it").ToException();
    }
}

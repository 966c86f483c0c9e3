using Microsoft.AspNetCore.Http;
using MissionControl.Approvals;
using MissionControl.Http.Bodies;
using MissionControl.Http.Channels;
using MissionControl.Http.Routing;

namespace MissionControl.Http.Links;

/// <summary>The page of a signed link. Getting it decides nothing, however often; its form decides, once, in the name of the link's person.</summary>
internal static class LinkHandlers
{
    private const string Channel = "link";
    private const string Invalid = "This link is not valid";

    public static async Task<IResult> ShowAsync(ApiCall call)
    {
        var (links, link, record, refused) = await OpenAsync(call);
        if (refused is not null || links is null)
        {
            return refused ?? LinksAreOff();
        }

        if (await OutsiderAsync(call, link, record) is { } outsider)
        {
            return outsider;
        }

        if (!IsPrefetch(call.Http.Request))
        {
            var seen = new ApprovalAuditEntry(call.Api.Clock.GetUtcNow(), ApprovalAuditKind.Viewed, link.Approver, link.Channel);
            await call.Api.Approvals.AuditAsync(record.ApprovalId, seen, CancellationToken.None);
        }

        if (!record.IsOpen)
        {
            return new ApprovalView(record, link.Approver) { Note = (NoteTone.Plain, VoteStatus.State(record)) }.Page(record.Decision is null ? 410 : 200);
        }

        return new ApprovalView(record, link.Approver) { FormMark = MarkFor(call, links) }.Page(200);
    }

    public static async Task<IResult> DecideAsync(ApiCall call)
    {
        var (links, link, record, refused) = await OpenAsync(call);
        if (refused is not null || links is null)
        {
            return refused ?? LinksAreOff();
        }

        var form = LinkForm.Read(await RawBody.ReadAsync(call));
        if (form is null || !IsFromThePage(call, links, form))
        {
            await RefusalAudit.WriteAsync(call, record.ApprovalId, link.Channel, RefusalAudit.Nobody, "the form does not come from the page of the link");
            return LinkPage.Saying(403, "Please open the link again", "What was sent does not come from the page that this browser opened. Nothing was decided.");
        }

        if (!link.Decisions.Contains(form.Decision))
        {
            return Again(call, links, link, record, form, "Choose one of the two buttons.", 400);
        }

        if (form.Comment.Length > ApprovalVote.MaxComment)
        {
            return Again(call, links, link, record, form, $"The comment has {form.Comment.Length} characters; at most {ApprovalVote.MaxComment} are kept.", 422);
        }

        var isApproval = form.Decision == SignedLink.Approve;
        var comment = form.Comment.Length == 0 ? null : form.Comment;
        var vote = new ApprovalVote(link.ApprovalId, isApproval, link.Approver, link.Channel, comment, isApproval ? form.Changes(record) : null);
        var result = await vote.CastAsync(call.Api.Approvals, call.Api.Clock, CancellationToken.None);
        var (status, sentence) = (VoteStatus.Of(result.Answer), VoteStatus.Sentence(result));
        return result.Record is not { } after ? LinkPage.Saying(status, "There is no such approval", sentence)
            : status == 422 ? Again(call, links, link, after, form, sentence, status)
            : new ApprovalView(after, link.Approver) { Note = (status == 200 ? NoteTone.Good : NoteTone.Bad, sentence) }.Page(status);
    }

    private static async Task<(ApprovalLinks? Links, SignedLink Link, ApprovalRecord Record, IResult? Refused)> OpenAsync(ApiCall call)
    {
        if (call.Api.Channels?.Links is not { } links)
        {
            return (null, null!, null!, LinksAreOff());
        }

        var (link, fault) = links.Signer.Read(call.Path("token"));
        if (link is null || fault is not null)
        {
            var words = LinkFaults.Of(fault ?? LinkFault.Malformed);
            await RefusalAudit.WriteAsync(call, link?.ApprovalId, Channel, fault == LinkFault.Expired ? link!.Approver : RefusalAudit.Nobody, words);
            return (links, null!, null!, Explain(fault));
        }

        var record = await call.Api.Approvals.GetAsync(link.ApprovalId, call.Aborted);
        return record is null || record.RunId != link.RunId
            ? (links, link, null!, LinkPage.Saying(404, "There is no such approval", "The run that asked for it was deleted."))
            : (links, link, record, null);
    }

    private static LinkPage Explain(LinkFault? fault) => fault switch
    {
        LinkFault.Expired => LinkPage.Saying(410, "This link has expired", "Nothing was decided. If the approval still waits for you, a newer message has a newer link."),
        LinkFault.UnknownKey => LinkPage.Saying(403, Invalid, "It was signed with a key that is no longer in use. If the approval still waits for you, ask for a new message."),
        _ => LinkPage.Saying(403, Invalid, "It may have been cut off on its way: open it from the message itself. Nothing was decided."),
    };

    /// <summary>Who gave the vote away, or was never asked, sees no evidence any more.</summary>
    private static async Task<IResult?> OutsiderAsync(ApiCall call, SignedLink link, ApprovalRecord record)
    {
        if (ApproverOf.Refusal(record, link.Approver) is not { } sentence)
        {
            return null;
        }

        await RefusalAudit.WriteAsync(call, record.ApprovalId, link.Channel, link.Approver, "the link's person has no vote here");
        return LinkPage.Saying(403, "You are not asked any more", sentence);
    }

    private static LinkPage Again(ApiCall call, ApprovalLinks links, SignedLink link, ApprovalRecord record, LinkForm form, string sentence, int status) =>
        new ApprovalView(record, link.Approver) { Note = (NoteTone.Warn, sentence), FormMark = MarkFor(call, links), Written = form }.Page(status);

    private static string MarkFor(ApiCall call, ApprovalLinks links) => links.Signer.FormMark(call.Path("token"), Cookie(links).Ensure(call.Http));

    private static bool IsFromThePage(ApiCall call, ApprovalLinks links, LinkForm form) =>
        Cookie(links).Read(call.Http.Request) is { } cookie
        && links.Signer.IsFormMark(form.Mark, call.Path("token"), cookie)
        && call.Http.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin";

    private static FormCookie Cookie(ApprovalLinks links) => new(links.PublicUrl.Scheme == Uri.UriSchemeHttps);

    private static bool IsPrefetch(HttpRequest request) =>
        request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase) || request.Headers["Purpose"] == "prefetch";

    private static LinkPage LinksAreOff() => LinkPage.Saying(404, "Links are off", "This server signs no links: its configuration has no section links.");
}

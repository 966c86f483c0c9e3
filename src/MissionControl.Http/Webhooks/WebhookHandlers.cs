using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MissionControl.Approvals;
using MissionControl.Http.Answers;
using MissionControl.Http.Bodies;
using MissionControl.Http.Channels;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;

namespace MissionControl.Http.Webhooks;

/// <summary>Votes that a system brings, signed by Standard Webhooks 1.0: fresh, once, and only of the persons it may speak for.</summary>
internal static class WebhookHandlers
{
    private const string Channel = "webhook";
    private const int MostId = 256;

    public static async Task<IResult> DecideAsync(ApiCall call)
    {
        var senders = call.Api.Channels?.Senders.Where(sender => sender.VotesFor.Count > 0).ToList();
        if (senders is not { Count: > 0 })
        {
            return ProblemList.NotFound("channel_off", "No webhook may bring votes here. The configuration names those that may, with votes_for.").ToResult();
        }

        var body = await RawBody.ReadAsync(call);
        var claimed = Read(body);
        var headers = call.Http.Request.Headers;
        string id = headers[WebhookSignature.IdHeader].ToString(), time = headers[WebhookSignature.TimeHeader].ToString();
        var sender = id.Length is > 0 and <= MostId && !id.Contains('.', StringComparison.Ordinal) && headers[WebhookSignature.IdHeader].Count == 1
            ? senders.Find(one => one.Signature.Fits(id, time, body, headers[WebhookSignature.SignatureHeader].ToString()))
            : null;
        if (sender is null)
        {
            return await RefuseAsync(call, claimed, Channel, "the signature of the webhook does not fit", 401, "webhook_signature");
        }

        var channel = $"{Channel}:{sender.Name}";
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 100_000_000_000
            || !SeenMessages.IsFresh(DateTimeOffset.FromUnixTimeSeconds(seconds), call.Api.Clock.GetUtcNow()))
        {
            return await RefuseAsync(call, claimed, channel, "the webhook is not of these five minutes", 401, "webhook_stale");
        }

        var seen = new SeenMessages(call.Api.Channels!.SeenKeys, channel);
        return await seen.HasAsync(id, call.Aborted)
            ? await RefuseAsync(call, claimed, channel, "the webhook's id was seen before", 409, "webhook_repeated")
            : await VoteAsync(call, sender, channel, claimed, () => seen.AddAsync(call, id, SeenMessages.Remembered));
    }

    private static async Task<IResult> VoteAsync(ApiCall call, WebhookSender sender, string channel, WebhookDecision? claimed, Func<Task<bool>> remember)
    {
        if (claimed is not { Type: WebhookDecision.DecisionType, Data: { ApprovalId: { } approval, By: { } by, Decision: SignedDecision.Approve or SignedDecision.Reject } vote })
        {
            return ProblemList.InvalidBody(new ProblemError(
                "", "Send {\"type\": \"approval.decision\", \"data\": {\"approval_id\", \"decision\": \"approve\" or \"reject\", \"by\", \"comment\", \"changes\"}}.")).ToResult();
        }

        if (!sender.VotesFor.Contains(by, People.Names))
        {
            return await RefuseAsync(call, claimed, channel, "the webhook may not vote for that person", 403, "webhook_person");
        }

        if (vote.Comment?.Length > ApprovalVote.MaxComment)
        {
            return ProblemList.InvalidBody(new ProblemError("/data/comment", $"It has {vote.Comment.Length} characters; at most {ApprovalVote.MaxComment} are kept.")).ToResult();
        }

        var cast = new ApprovalVote(approval, vote.Decision == SignedDecision.Approve, by, channel, vote.Comment, vote.Changes);
        var result = await cast.CastAsync(call.Api.Approvals, call.Api.Clock, CancellationToken.None);
        await remember();
        return VoteStatus.Of(result.Answer) == 200
            ? JsonAnswer.Of(new WebhookAnswer(approval, result.Answer, result.Record!.Status))
            : new Problem(VoteStatus.Of(result.Answer), Wire.Word(result.Answer), "The vote does not count.") { Detail = VoteStatus.Sentence(result) }.ToResult();
    }

    private static async Task<IResult> RefuseAsync(ApiCall call, WebhookDecision? claimed, string channel, string fault, int status, string code)
    {
        await RefusalAudit.WriteAsync(call, claimed?.Data?.ApprovalId, channel, RefusalAudit.Nobody, fault);
        return new Problem(status, code, "The webhook is refused.") { Detail = $"{char.ToUpperInvariant(fault[0])}{fault[1..]}." }.ToResult();
    }

    private static WebhookDecision? Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = Wire.MaxDepth, AllowDuplicateProperties = false });
            return document.RootElement.Deserialize<WebhookDecision>(Wire.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The words of a decision.</summary>
internal static class SignedDecision
{
    public const string Approve = Links.SignedLink.Approve;
    public const string Reject = Links.SignedLink.Reject;
}

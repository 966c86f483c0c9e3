using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using MissionControl.Approvals;
using MissionControl.Http.Bodies;
using MissionControl.Http.Channels;
using MissionControl.Http.Links;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;

namespace MissionControl.Http.Webhooks;

/// <summary>
/// Clicks on the buttons of a mail in Outlook. The token says who clicked, the link in the body for which approval and for whom the mail was: both must
/// name the same person.
/// </summary>
internal static class OutlookHandlers
{
    private const string Channel = "outlook";
    private const string Scheme = "Bearer ";
    private const string StatusHeader = "CARD-ACTION-STATUS";

    public static async Task<IResult> DecideAsync(ApiCall call)
    {
        if (call.Api.Channels is not { Outlook: { } tokens } doors)
        {
            return ProblemList.NotFound("channel_off", "Outlook is not configured: channels.outlook.").ToResult();
        }

        var action = Read(await RawBody.ReadAsync(call));
        var link = action?.Link is { } token && doors.Links is { } links ? links.Signer.Read(token) : default;
        var approvalId = link.Link?.ApprovalId ?? action?.ApprovalId;
        var authorization = Authorization(call.Http.Request);
        var reading = authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? await tokens.ReadAsync(authorization[Scheme.Length..].Trim(), call.Aborted)
            : new TokenReading(null, "there is no token");
        if (reading.Subject is not { } subject)
        {
            return await RefuseAsync(call, approvalId, RefusalAudit.Nobody, $"Outlook: {reading.Fault}", 401);
        }

        var person = doors.People.Persons.FirstOrDefault(one => IsOf(one.Value, subject)).Key;
        if (person is null)
        {
            return await RefuseAsync(call, approvalId, RefusalAudit.Nobody, "Outlook: who clicked is nobody that the configuration knows", 403);
        }

        if (doors.Links is not null && (link.Link is null || link.Fault is not null || !People.Names.Equals(link.Link.Approver, person)))
        {
            return await RefuseAsync(call, approvalId, person, $"Outlook: {LinkFaults.Of(link, person)}", link.Fault == LinkFault.Expired ? 410 : 403);
        }

        return await VoteAsync(call, action, approvalId, person);
    }

    private static async Task<IResult> VoteAsync(ApiCall call, OutlookAction? action, string? approvalId, string person)
    {
        if (approvalId is null || action?.Decision is not (SignedDecision.Approve or SignedDecision.Reject) || action.Comment?.Length > ApprovalVote.MaxComment)
        {
            return Card(call, 400, "Not understood", $"The message is no decision, or its comment is longer than {ApprovalVote.MaxComment} characters.");
        }

        var comment = string.IsNullOrWhiteSpace(action.Comment) ? null : action.Comment;
        var vote = new ApprovalVote(approvalId, action.Decision == SignedDecision.Approve, person, Channel, comment);
        var result = await vote.CastAsync(call.Api.Approvals, call.Api.Clock, CancellationToken.None);
        var status = VoteStatus.Of(result.Answer);
        var sentence = VoteStatus.Sentence(result);
        return status == 422
            ? Said(call, status, sentence)
            : Card(call, status == 200 ? 200 : status, result.Record?.Summary ?? "Approval", sentence);
    }

    private static bool IsOf(PersonContact contact, string subject) =>
        string.Equals(contact.OutlookSub ?? contact.Email, subject, StringComparison.OrdinalIgnoreCase);

    /// <summary>Newer clients send the token of the action under a name of its own.</summary>
    private static string Authorization(HttpRequest request) => request.Headers.Authorization.ToString() is { Length: > 0 } usual ? usual : request.Headers["Action-Authorization"].ToString();

    private static async Task<IResult> RefuseAsync(ApiCall call, string? approvalId, string by, string fault, int status)
    {
        await RefusalAudit.WriteAsync(call, approvalId, Channel, by, fault);
        return Said(call, status, "The action was refused. Use the link in the mail, or ask your administrator.");
    }

    /// <summary>Outlook shows the sentence below the buttons, which stay.</summary>
    private static IResult Said(ApiCall call, int status, string sentence)
    {
        call.Http.Response.Headers[StatusHeader] = HeaderText(sentence);
        return Results.StatusCode(status);
    }

    /// <summary>Outlook shows the card in the place of the one that was clicked. It reads a card of a success only.</summary>
    private static IResult Card(ApiCall call, int status, string title, string sentence)
    {
        var headers = call.Http.Response.Headers;
        headers[StatusHeader] = HeaderText(sentence);
        if (status != 200)
        {
            return Results.StatusCode(status);
        }

        headers["CARD-UPDATE-IN-BODY"] = "true";
        return Results.Text(AdaptiveCard.Saying(title, sentence).ToJsonString(), "application/json");
    }

    private static string HeaderText(string sentence) => string.Concat(Markup.Line(sentence, 300).Select(c => c is >= ' ' and <= '~' ? c : '?'));

    private static OutlookAction? Read(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false }).Deserialize<OutlookAction>(Wire.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

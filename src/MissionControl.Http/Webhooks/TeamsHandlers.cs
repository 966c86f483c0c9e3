using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MissionControl.Approvals;
using MissionControl.Http.Answers;
using MissionControl.Http.Bodies;
using MissionControl.Http.Channels;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;
using MissionControl.Runtime;

namespace MissionControl.Http.Webhooks;

/// <summary>Commands that persons write in Teams: <c>approve ID [comment]</c>, <c>reject ID comment</c>, <c>list</c>.</summary>
internal static class TeamsHandlers
{
    private const string Channel = "teams";
    private const int MostListed = 10;
    private const string Help = "Write: approve ID [comment], reject ID comment, or list.";

    /// <summary>Teams gives up after five seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>A message without a time of its own could come again for ever.</summary>
    private static readonly TimeSpan RememberedWithoutTime = TimeSpan.FromDays(3650);

    public static async Task<IResult> CommandAsync(ApiCall call)
    {
        if (call.Api.Channels?.Teams is not { } signature)
        {
            return ProblemList.NotFound("channel_off", "No outgoing webhook of Teams is configured: security_token in channels.teams.").ToResult();
        }

        var body = await RawBody.ReadAsync(call);
        var message = Read(body);
        var command = TeamsCommand.Read(message?.Text);
        if (!signature.Fits(call.Http.Request.Headers.Authorization.ToString(), body))
        {
            return await RefuseAsync(call, command, RefusalAudit.Nobody, "the signature of Teams does not fit", 401);
        }

        if (message is not { Id: { Length: > 0 } id, From: not null })
        {
            return ProblemList.InvalidBody(new ProblemError("", "It is no message of Teams: id and from are missing.")).ToResult();
        }

        if (message.Timestamp is { } at && !SeenMessages.IsFresh(at, call.Api.Clock.GetUtcNow()))
        {
            return await RefuseAsync(call, command, RefusalAudit.Nobody, "the message of Teams is not of these five minutes", 401);
        }

        var seen = new SeenMessages(call.Api.Channels.SeenKeys, Channel);
        if (await seen.HasAsync(id, call.Aborted))
        {
            return await RefuseAsync(call, command, RefusalAudit.Nobody, "the message of Teams was seen before", 409);
        }

        var said = await ObeyInTimeAsync(call, message, command);
        await seen.AddAsync(call, id, message.Timestamp is null ? RememberedWithoutTime : SeenMessages.Remembered);
        return Say(said);
    }

    private static async Task<string> ObeyInTimeAsync(ApiCall call, TeamsMessage message, TeamsCommand command)
    {
        try
        {
            return await ObeyAsync(call, message, command).WaitAsync(Patience, call.Api.Clock, call.Aborted);
        }
        catch (TimeoutException)
        {
            return "It takes longer than usual. Write list in a moment to see what became of it.";
        }
    }

    private static async Task<string> ObeyAsync(ApiCall call, TeamsMessage message, TeamsCommand command)
    {
        var sender = message.From!.AadObjectId;
        var person = call.Api.Channels!.People.Persons.FirstOrDefault(one => sender is { Length: > 0 } && string.Equals(one.Value.Teams, sender, StringComparison.OrdinalIgnoreCase)).Key;
        if (person is null)
        {
            await RefusalAudit.WriteAsync(call, command.ApprovalId, Channel, RefusalAudit.Nobody, "the sender in Teams is nobody that the configuration knows");
            return "I do not know you. Your administrator adds your Teams id to people in the configuration.";
        }

        return command switch
        {
            { Verb: "list" } => await ListAsync(call, person),
            { Verb: "approve", ApprovalId: { } id } => await VoteAsync(call, new ApprovalVote(id, true, person, Channel, command.Comment)),
            { Verb: "reject", ApprovalId: { } id, Comment: not null } => await VoteAsync(call, new ApprovalVote(id, false, person, Channel, command.Comment)),
            { Verb: "reject", ApprovalId: not null } => "A rejection needs a comment that says why: reject ID comment.",
            _ => Help,
        };
    }

    private static async Task<string> VoteAsync(ApiCall call, ApprovalVote vote)
    {
        if (vote.Comment?.Length > ApprovalVote.MaxComment)
        {
            return $"The comment has {vote.Comment.Length} characters; at most {ApprovalVote.MaxComment} are kept.";
        }

        var result = await vote.CastAsync(call.Api.Approvals, call.Api.Clock, CancellationToken.None);
        return result.Answer == VoteAnswer.Unknown
            ? "There is no approval of that id. Write list to see what waits for you."
            : $"{result.Record!.ApprovalId}: {VoteStatus.Sentence(result)}";
    }

    private static async Task<string> ListAsync(ApiCall call, string person)
    {
        var page = await call.Api.Approvals.ListAsync(new ApprovalQuery(Open: true, Approver: person, Limit: MostListed), call.Aborted);
        return page.Items.Count == 0
            ? "Nothing waits for you."
            : string.Join("\n\n", page.Items.Select(one => $"{one.ApprovalId}: {Markup.Line(one.Summary ?? "", 200)}")) + (page.Cursor is null ? "" : "\n\nThere are more.");
    }

    private static async Task<IResult> RefuseAsync(ApiCall call, TeamsCommand command, string by, string fault, int status)
    {
        await RefusalAudit.WriteAsync(call, command.ApprovalId, Channel, by, fault);
        return new Problem(status, "teams_refused", "The message is refused.") { Detail = $"{char.ToUpperInvariant(fault[0])}{fault[1..]}." }.ToResult();
    }

    private static IResult Say(string text) => JsonAnswer.Of(new TeamsAnswer("message", text, "plain"));

    private static TeamsMessage? Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = Wire.MaxDepth, AllowDuplicateProperties = false });
            return document.RootElement.Deserialize<TeamsMessage>(Foreign);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static readonly JsonSerializerOptions Foreign = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
}

/// <summary>The part of an activity of Teams that is looked at.</summary>
internal sealed record TeamsMessage(string? Id, DateTimeOffset? Timestamp, string? Text, TeamsSender? From);

/// <param name="AadObjectId">Who wrote, as Microsoft Entra knows them.</param>
internal sealed record TeamsSender(string? AadObjectId);

/// <summary>What Teams shows as our reply.</summary>
public sealed record TeamsAnswer(string Type, string Text, [property: System.Text.Json.Serialization.JsonPropertyName("textFormat")] string TextFormat);

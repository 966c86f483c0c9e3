using System.Text.Json.Nodes;
using MissionControl.Steps;
using MissionControl.Tools.Files;
using MissionControl.Tools.Mail.Gmail;
using MissionControl.Tools.Mail.Recorded;

namespace MissionControl.Tools.Mail;

/// <summary>The same mailbox and parameters give the same messages in the same order, whatever day it is: a recorded mailbox's clock is its newest message.</summary>
internal sealed class MailSearchTool(MailOptions options, GmailClient gmail) : ITool
{
    public ToolSignature Signature => MailSearchSignature.Signature;

    public async Task<ToolResult> RunAsync(ToolInput input, ToolContext context)
    {
        var source = input.OptionalText("source");
        var isGmail = string.Equals(source, MailSearchSignature.Gmail, StringComparison.OrdinalIgnoreCase);
        var request = MailRequest.Read(input, isGmail);
        var findings = isGmail
            ? await gmail.SearchAsync(request, input.OptionalText("token"), context)
            : await SearchAsync(request, Locate(source, context), context.CancellationToken);
        return new ToolResult(new JsonObject
        {
            ["emails"] = new JsonArray(InOrder(findings.Messages, request.MaxResults).Select(message => (JsonNode)message.ToJson()).ToArray()),
            ["skipped"] = new JsonArray(findings.Skipped.Select(skipped => (JsonNode)skipped.ToJson()).ToArray()),
        });
    }

    private async Task<MailFindings> SearchAsync(MailRequest request, string path, CancellationToken cancellationToken)
    {
        var findings = await RecordedMailbox.Open(path, options.Limits).ReadAsync(request.Matches, cancellationToken);
        var range = request.RangeAt(findings.Newest ?? DateTimeOffset.UnixEpoch);
        findings.Messages.RemoveAll(message => !range.Contains(message.Date));
        return findings;
    }

    private string Locate(string? source, ToolContext context)
    {
        if (!string.IsNullOrWhiteSpace(source))
        {
            var named = DataDirectory.Resolve(context, source);
            return Path.Exists(named)
                ? named
                : throw MailFault.NoMailbox($"There is no mailbox '{source}' in the data directory. Put a folder of .eml files or an mbox file there.");
        }

        var own = context.DataDirectory is null ? null : DataDirectory.Resolve(context, MailOptions.MailboxName);
        var path = own is null || !Path.Exists(own) ? options.DefaultMailbox : own;
        return path is not null && Path.Exists(path)
            ? path
            : throw MailFault.NoMailbox($"There is no mailbox '{MailOptions.MailboxName}' in the data directory, and no other one is configured. Put one there, or name another in 'source'.");
    }

    private static IEnumerable<MailMessage> InOrder(List<MailMessage> messages, int most) =>
        messages.OrderBy(message => message.Date.UtcTicks).ThenBy(message => message.Id, StringComparer.Ordinal).TakeLast(most);
}

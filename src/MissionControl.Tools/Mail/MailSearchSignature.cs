using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Steps;
using MissionControl.Tools.Files;

namespace MissionControl.Tools.Mail;

internal static class MailSearchSignature
{
    public const string Gmail = "gmail";

    public static ToolSignature Signature { get; } = new(
        "mail_search",
        "Finds messages in a recorded mailbox (a folder of .eml files or an mbox file) or in Gmail, oldest first.")
    {
        Aliases = ["gmail_search"],
        Parameters =
        [
            new ToolParameter("query", AssetType.Text, $"Gmail's search words: {Query.MailQuery.Rule}. Empty: every message."),
            new ToolParameter("date_filter", AssetType.Text, $"A date range: {Query.DateRange.Rule}.")
            {
                Aliases = ["date_range"],
                Required = false,
                FaultOf = text => LiteralFault.Of(() => Query.DateRange.Parse(text.GetValue<string>(), DateTimeOffset.UnixEpoch.AddYears(100))),
            },
            new ToolParameter("max_results", AssetType.Number, "The newest messages, at most this many.") { Required = false, Default = 1000, FaultOf = number => LiteralFault.Of(() => MailRequest.CheckMaxResults(number.AsValue().TryGetValue(out decimal most) ? most : decimal.MaxValue)) },
            new ToolParameter("source", AssetType.Text, $"A folder of .eml files or an mbox file in the data directory, or '{Gmail}'. Default: '{MailOptions.MailboxName}' there, else the configured mailbox.") { Required = false, FaultOf = FaultOfSource },
            new ToolParameter("as_of", AssetType.Text, "The day or time that date ranges count back from. Default: the newest message of a recorded mailbox; for Gmail, the start of the run.") { Required = false, FaultOf = text => LiteralFault.Of(() => MailRequest.ReadAsOf(text.GetValue<string>())) },
            new ToolParameter("token", AssetType.Text, $"An OAuth access token for '{Gmail}'; pass it as a secret.") { Required = false },
        ],
        Outputs =
        [
            new ToolOutput("emails", AssetType.ListOf(AssetType.Email), "The messages by date, then id: id, from, to[], cc[], subject, date, body, labels[], attachments[]."),
            new ToolOutput("skipped", AssetType.List, "Messages of the mailbox that could not be read: file, reason."),
        ],
    };

    private static string? FaultOfSource(JsonNode source) =>
        source.GetValue<string>() is { } path && (string.IsNullOrWhiteSpace(path) || string.Equals(path, Gmail, StringComparison.OrdinalIgnoreCase))
            ? null
            : DataDirectory.FaultOf(source.GetValue<string>());
}

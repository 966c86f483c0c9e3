using MissionControl.Assets;
using MissionControl.Steps;

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
            new ToolParameter("date_filter", AssetType.Text, $"A date range: {Query.DateRange.Rule}.") { Aliases = ["date_range"], Required = false },
            new ToolParameter("max_results", AssetType.Number, "The newest messages, at most this many.") { Required = false, Default = 1000 },
            new ToolParameter("source", AssetType.Text, $"A folder of .eml files or an mbox file in the data directory, or '{Gmail}'. Default: '{MailOptions.MailboxName}' there, else the configured mailbox.") { Required = false },
            new ToolParameter("as_of", AssetType.Text, "The day or time that date ranges count back from. Default: the newest message of a recorded mailbox; for Gmail, the start of the run.") { Required = false },
            new ToolParameter("token", AssetType.Text, $"An OAuth access token for '{Gmail}'; pass it as a secret.") { Required = false },
        ],
        Outputs =
        [
            new ToolOutput("emails", AssetType.ListOf(AssetType.Email), "The messages by date, then id: id, from, to[], cc[], subject, date, body, labels[], attachments[]."),
            new ToolOutput("skipped", AssetType.List, "Messages of the mailbox that could not be read: file, reason."),
        ],
    };
}

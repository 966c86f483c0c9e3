using MissionControl.Steps;
using MissionControl.Tools.Extraction;
using MissionControl.Tools.Mail.Gmail;

namespace MissionControl.Tools.Mail;

public static class MailRegistration
{
    /// <summary>Adds <c>mail_search</c> (alias <c>gmail_search</c>) and <c>email_extraction</c>.</summary>
    public static ToolRegistry AddMailTools(this ToolRegistry registry, MailOptions options) => registry
        .Add(new MailSearchTool(options, new GmailClient(options)))
        .Add(new EmailExtractionTool());
}

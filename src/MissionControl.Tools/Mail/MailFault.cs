using MissionControl.Steps;

namespace MissionControl.Tools.Mail;

/// <summary>The errors of <c>mail_search</c> that another attempt cannot help.</summary>
internal static class MailFault
{
    public static ToolException BadQuery(string message) => new("bad_query", message, retryable: false);

    public static ToolException BadDate(string message) => new("bad_date", message, retryable: false);

    public static ToolException NoMailbox(string message) => new("mailbox_not_found", message, retryable: false);

    public static ToolException BadParameter(string message) => new("bad_parameter", message, retryable: false);
}

using System.Text;
using MissionControl.Tools.Mail.Mime;

namespace MissionControl.Tools.Mail;

/// <summary>Writes messages as they come over the wire, CR LF and all.</summary>
internal static class Letter
{
    public static byte[] Of(params string[] lines) => Encoding.Latin1.GetBytes(string.Join("\r\n", lines));

    public static byte[] Write(string id, string date = "Tue, 1 Sep 2026 10:00:00 +0000", string subject = "Hello", string labels = "Inbox", string from = "Ann <ann@example.com>", string body = "text") =>
        Encoding.UTF8.GetBytes(string.Join("\r\n", $"From: {from}", "To: shop@example.com", $"Subject: {subject}", $"Date: {date}", $"Message-ID: <{id}>", $"X-Gmail-Labels: {labels}", "", body));

    public static MailMessage Parse(byte[] bytes, MailLimits? limits = null) => new MessageParser(limits ?? new MailLimits()).Parse(bytes);

    /// <summary>A message with this content type, transfer encoding and raw body.</summary>
    public static MailMessage Body(string contentType, string encoding, byte[] body) =>
        Parse([.. Of("From: a@example.com", "Date: Tue, 1 Sep 2026 10:00:00 +0000", $"Content-Type: {contentType}", $"Content-Transfer-Encoding: {encoding}", "", ""), .. body]);
}

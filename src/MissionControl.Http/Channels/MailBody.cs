using System.Text;
using MissionControl.Notifications;

namespace MissionControl.Http.Channels;

/// <summary>The two forms of one mail. All that comes from elsewhere is text in both.</summary>
/// <param name="link">The page of the approval; null: none.</param>
/// <param name="card">What Outlook shows in place of the mail; null: nothing.</param>
internal sealed class MailBody(Delivery delivery, Uri? link, string? card)
{
    private const string Repeated = "You may have received this message before.";
    private const string Advice = "The link is yours alone: whoever has it can decide in your name. Opening it decides nothing.";

    private readonly Notification _told = delivery.Notification;

    public string Text()
    {
        var text = new StringBuilder();
        text.Append(Markup.Line(_told.Title, 300)).Append("\r\n\r\n");
        if (delivery.IsRepeat)
        {
            text.Append(Repeated).Append("\r\n\r\n");
        }

        foreach (var fact in _told.Facts)
        {
            text.Append(Markup.Line(fact.Name, 200)).Append(": ").Append(Markup.Line(fact.Value, 2000)).Append("\r\n");
        }

        if (link is not null)
        {
            text.Append("\r\nLook at it and decide:\r\n").Append(link.AbsoluteUri).Append("\r\n\r\n").Append(Advice).Append("\r\n");
        }

        return text.ToString();
    }

    public string Html()
    {
        var rows = string.Concat(_told.Facts.Select(fact =>
            $"<tr><th style=\"{Head}\">{Markup.Text(fact.Name)}</th><td style=\"{Cell}\">{Markup.Text(fact.Value).Replace("&#xA;", "<br>", StringComparison.Ordinal)}</td></tr>\n"));
        var repeat = delivery.IsRepeat ? $"<p style=\"{Muted}\">{Repeated}</p>\n" : "";
        var button = link is null ? "" : $"""
            <p style="margin:24px 0"><a href="{Markup.Text(link.AbsoluteUri)}" style="{Button}">Look at it and decide</a></p>
            <p style="{Muted}">{Advice}</p>
            """;
        return $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>{Markup.Text(_told.Title)}</title>{card}</head>
            <body style="margin:0;padding:24px;font:16px/1.5 -apple-system,'Segoe UI',Roboto,sans-serif">
            <div style="max-width:640px;margin:0 auto">
            <h1 style="font-size:20px;line-height:1.3;margin:0 0 16px">{Markup.Text(_told.Title)}</h1>
            {repeat}<table role="presentation" style="border-collapse:collapse;width:100%">
            {rows}</table>
            {button}
            </div></body></html>
            """.ReplaceLineEndings("\r\n");
    }

    private const string Head = "text-align:left;vertical-align:top;padding:6px 16px 6px 0;font-weight:600;white-space:nowrap";
    private const string Cell = "vertical-align:top;padding:6px 0;word-break:break-word";
    private const string Muted = "color:#667085;font-size:14px";
    private const string Button = "display:inline-block;padding:12px 20px;border-radius:8px;background:#1d4ed8;color:#ffffff;text-decoration:none;font-weight:600";
}

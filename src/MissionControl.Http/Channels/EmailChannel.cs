using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Net.Sockets;
using System.Text;
using MissionControl.Http.Configuration;
using MissionControl.Notifications;
using MissionControl.Runtime;

namespace MissionControl.Http.Channels;

/// <summary>Sends one mail to one person, in text and HTML, with that person's own link. TLS unless the configuration says otherwise.</summary>
internal sealed class EmailChannel(EmailOptions options, string? password, Reach reach, ApprovalLinks? links, OutlookCard? outlook, TimeProvider clock) : NotificationChannel
{
    private const int MostSubject = 180;

    public override string Name => "email";

    public override IReadOnlyList<string?> RecipientsOf(Notification notification) => reach.PersonsFor(notification);

    public override async Task SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        using var letter = Letter(delivery);
        using var limit = new CancellationTokenSource(options.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var smtp = new SmtpClient(options.Host, options.Port)
        {
            EnableSsl = options.Tls == SmtpTls.Required,
            UseDefaultCredentials = false,
            Credentials = password is null ? null : new NetworkCredential(options.User, password),
        };
        try
        {
            await smtp.SendMailAsync(letter, either.Token);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DeliveryException($"{options.Host} did not take the mail within {options.Timeout.TotalSeconds:0} seconds.", error);
        }
        catch (SmtpException error)
        {
            throw Explain(error);
        }
    }

    internal MailMessage Letter(Delivery delivery)
    {
        var told = delivery.Notification;
        if (!MailAddresses.TryParse(reach.AddressOf(delivery.Recipient!) ?? "", out var to) || !MailAddresses.TryParse(options.From, out var from))
        {
            throw new DeliveryException($"{delivery.Recipient} has no mail address. Add it to people in the configuration.") { MayHaveArrived = false };
        }

        var token = links?.TokenFor(delivery);
        var body = new MailBody(delivery, token is null ? null : links!.PageOf(token), token is null ? null : outlook?.Of(delivery, token));
        var letter = new MailMessage(from, to)
        {
            Subject = (delivery.IsRepeat ? "[repeat] " : "") + Markup.Line(told.Title, MostSubject),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };

        // Of a repeat the id is the same: mailboxes that have the first one may drop it.
        letter.Headers.Add("Message-ID", $"<{delivery.DeliveryId}@{from.Host}>");
        letter.Headers.Add("Auto-Submitted", "auto-generated");
        letter.Headers.Add("Mission-Control-Repeat", delivery.IsRepeat ? "yes" : "no");
        letter.AlternateViews.Add(View(body.Text(), MediaTypeNames.Text.Plain));
        letter.AlternateViews.Add(View(body.Html(), MediaTypeNames.Text.Html));
        return letter;
    }

    private static AlternateView View(string text, string mediaType)
    {
        var view = AlternateView.CreateAlternateViewFromString(text, Encoding.UTF8, mediaType);
        view.TransferEncoding = TransferEncoding.QuotedPrintable;
        return view;
    }

    private DeliveryException Explain(SmtpException error) => error switch
    {
        SmtpFailedRecipientException { StatusCode: SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.MailboxNameNotAllowed } refused =>
            new DeliveryException($"{options.Host} refuses the address: {(int)refused.StatusCode} {refused.StatusCode}. Correct the person's email in the configuration.", error)
            {
                MayHaveArrived = false,
                IsFinal = true,
            },
        { StatusCode: > 0 } answered => new DeliveryException($"{options.Host} answered {(int)answered.StatusCode} {answered.StatusCode}.", error) { MayHaveArrived = false },
        { InnerException: SocketException unreachable } => new DeliveryException($"{options.Host} could not be reached: {unreachable.SocketErrorCode}.", error) { MayHaveArrived = false },
        _ => new DeliveryException($"The mail could not be sent by {options.Host}: {error.InnerException?.GetType().Name ?? "the conversation broke"}.", error),
    };
}

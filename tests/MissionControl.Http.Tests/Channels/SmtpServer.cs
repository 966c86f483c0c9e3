using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MissionControl.Http.Channels;

/// <summary>A mail server on a loopback port that speaks enough SMTP to take mails: EHLO, STARTTLS, AUTH LOGIN, MAIL, RCPT, DATA.</summary>
internal sealed class SmtpServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2? _certificate;

    /// <param name="certificate">Null: STARTTLS is not offered.</param>
    public SmtpServer(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<Letter> Letters { get; } = new();

    /// <summary>What the server answers to RCPT in place of 250.</summary>
    public Func<string, string>? Recipient { get; set; }

    /// <summary>True: the connection breaks when the mail was taken, before that is said.</summary>
    public bool BreaksAfterMail { get; set; }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            Stream stream = client.GetStream();
            try
            {
                var talk = new Conversation(stream, IsSecure: false);
                await talk.SayAsync("220 test ESMTP");
                while (await ObeyAsync(talk) is { } next)
                {
                    talk = next;
                }
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                // A client that goes away, or does not trust the certificate, is what some tests want.
                await stream.DisposeAsync();
            }
        }
    }

    private async Task<Conversation?> ObeyAsync(Conversation talk)
    {
        var line = await talk.ReadLineAsync();
        switch (line.Split(' ', ':')[0].ToUpperInvariant())
        {
            case "EHLO":
                await talk.SayAsync(_certificate is null || talk.IsSecure ? "250-test\r\n250 AUTH LOGIN" : "250-test\r\n250 STARTTLS");
                return talk;
            case "STARTTLS":
                await talk.SayAsync("220 go");
                var tls = new SslStream(talk.Stream);
                await tls.AuthenticateAsServerAsync(_certificate!);
                return new Conversation(tls, IsSecure: true);
            case "AUTH":
                var user = line.Split(' ').Length > 2 ? line.Split(' ')[2] : await AskAsync(talk, "334 VXNlcm5hbWU6");
                talk.Login = $"{Decode(user)}:{Decode(await AskAsync(talk, "334 UGFzc3dvcmQ6"))}";
                await talk.SayAsync("235 welcome");
                return talk;
            case "RCPT":
                talk.To.Add(line);
                await talk.SayAsync(Recipient?.Invoke(line) ?? "250 fine");
                return talk;
            case "DATA":
                return await TakeAsync(talk) ? talk : null;
            case "QUIT" or "":
                return null;
            default:
                await talk.SayAsync("250 fine");
                return talk;
        }
    }

    private async Task<bool> TakeAsync(Conversation talk)
    {
        await talk.SayAsync("354 go on");
        var text = new StringBuilder();
        for (var line = await talk.ReadLineAsync(); line != "."; line = await talk.ReadLineAsync())
        {
            text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        }

        Letters.Enqueue(new Letter(text.ToString(), [.. talk.To], talk.IsSecure, talk.Login));
        if (BreaksAfterMail)
        {
            return false;
        }

        await talk.SayAsync("250 taken");
        return true;
    }

    private static async Task<string> AskAsync(Conversation talk, string question)
    {
        await talk.SayAsync(question);
        return await talk.ReadLineAsync();
    }

    private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

    private sealed record Conversation(Stream Stream, bool IsSecure)
    {
        public List<string> To { get; } = [];

        public string? Login { get; set; }

        public Task SayAsync(string line) => Stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n")).AsTask();

        public async Task<string> ReadLineAsync()
        {
            var line = new List<byte>();
            var one = new byte[1];
            while (await Stream.ReadAsync(one) == 1)
            {
                if (one[0] == '\n')
                {
                    return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
                }

                line.Add(one[0]);
            }

            throw new IOException("The client went away.");
        }
    }
}

/// <summary>A mail as the server took it.</summary>
/// <param name="Login">User and password.</param>
internal sealed record Letter(string Text, IReadOnlyList<string> To, bool IsSecure, string? Login)
{
    public string Headers => Text[..Text.IndexOf("\r\n\r\n", StringComparison.Ordinal)];

    /// <summary>The body with its quoted-printable undone.</summary>
    public string Body => DecodeQuoted(Text[Text.IndexOf("\r\n\r\n", StringComparison.Ordinal)..]);

    private static string DecodeQuoted(string text)
    {
        var bytes = new List<byte>();
        var joined = text.Replace("=\r\n", "", StringComparison.Ordinal);
        for (var i = 0; i < joined.Length; i++)
        {
            if (joined[i] == '=' && i + 2 < joined.Length && Uri.IsHexDigit(joined[i + 1]) && Uri.IsHexDigit(joined[i + 2]))
            {
                bytes.Add(Convert.ToByte(joined.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(joined[i].ToString()));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}

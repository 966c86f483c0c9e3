using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MissionControl.Tools.Mail.Gmail;

/// <summary>A small Gmail on this machine, answering over real HTTP what a test scripts.</summary>
internal sealed class GmailServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<HttpListenerRequest, (int Status, string Body)> _answer;
    private readonly Task _loop;
    private readonly List<string> _requests = [];

    public GmailServer(Func<HttpListenerRequest, (int Status, string Body)> answer)
    {
        _answer = answer;
        Address = new Uri($"http://127.0.0.1:{FreePort()}/");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _loop = LoopAsync();
    }

    public Uri Address { get; }

    /// <summary>Path and query of every request, unescaped, in order.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
        _listener.Close();
    }

    private async Task LoopAsync()
    {
        try
        {
            while (_listener.IsListening)
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Stopped by the test.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        lock (_requests)
        {
            _requests.Add(Uri.UnescapeDataString(context.Request.Url!.PathAndQuery));
        }

        var (status, body) = _answer(context.Request);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (status is >= 300 and < 400)
        {
            context.Response.RedirectLocation = body;
        }

        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
        context.Response.Close();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

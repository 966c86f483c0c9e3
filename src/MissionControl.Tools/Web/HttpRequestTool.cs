using System.Net;
using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Steps;

namespace MissionControl.Tools.Web;

/// <summary>Calls an HTTP API: only allowed hosts and addresses, at every redirect again, within a time and a size.</summary>
internal sealed class HttpRequestTool : ITool, IDisposable
{
    private readonly HttpToolOptions _options;
    private readonly HostList _hosts;
    private readonly HttpMessageInvoker _http;

    public HttpRequestTool(HttpToolOptions options)
        : this(options, Dns.GetHostAddressesAsync)
    {
    }

    internal HttpRequestTool(HttpToolOptions options, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        _options = options;
        _hosts = new HostList(options.AllowedHosts);
        _http = new HttpMessageInvoker(OutboundConnections.Sockets(options.AllowPrivateAddresses, resolve));
    }

    public ToolSignature Signature { get; } = new("http_request", "Calls an HTTP API and returns status, headers and body.")
    {
        Writes = true,
        OnlyByName = true,
        Parameters =
        [
            new("url", AssetType.Text, "Absolute http or https address.") { FaultOf = url => LiteralFault.Of(() => HttpCall.CheckUrl(url.GetValue<string>())) },
            new("method", AssetType.Text, "The HTTP method.")
            {
                Default = "GET",
                AllowedValues = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
            },
            new("headers", AssetType.Object, "Header name to text.") { Required = false },
            new("body", AssetType.Any, "A text is sent as it is, everything else as JSON.") { Required = false },
            new("timeout", AssetType.Text, "Time for the whole call with its redirects, such as 30s or PT1M.") { Default = "30s" },
            new("expect_status", AssetType.ListOf(AssetType.Number), "The statuses that are no error; default: 200 to 299.") { Required = false },
        ],
        Outputs =
        [
            new("status", AssetType.Number, "The status of the response."),
            new("headers", AssetType.Object, "Header name in lower case to text; without cookies."),
            new("body", AssetType.Any, "JSON where the response says so, else its text; {media_type, base64} where it is neither; null when empty."),
        ],
    };

    public async Task<ToolResult> RunAsync(ToolInput input, ToolContext context)
    {
        var call = HttpCall.Read(input, context);
        var timeout = Durations.DurationParameter.Read(input, "timeout") ?? TimeSpan.FromSeconds(30);
        var expected = Expected(input["expect_status"]);
        using var timer = new CancellationTokenSource(timeout, context.Clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, context.CancellationToken);
        try
        {
            using var response = await FollowAsync(call, limit.Token);
            return expected((int)response.StatusCode)
                ? await new ResponseReader(call.Name, _options.MaxResponseBytes).ReadAsync(response, limit.Token)
                : throw HttpErrors.Status(call.Name, response.StatusCode);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            throw HttpErrors.Timeout(call.Name, timeout);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Explain(call, exception);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> FollowAsync(HttpCall call, CancellationToken cancellationToken)
    {
        for (var followed = 0; ; followed++)
        {
            if (!_hosts.Allows(call.Url))
            {
                throw HttpErrors.HostRefused(call.Url);
            }

            var response = await SendAsync(call, cancellationToken);
            if (!Redirect.IsRedirect(response))
            {
                return response;
            }

            using (response)
            {
                call = followed < _options.MaxRedirects
                    ? Redirect.Next(call, response)
                    : throw HttpErrors.RedirectRefused(call.Name, $"more than {_options.MaxRedirects} times");
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpCall call, CancellationToken cancellationToken)
    {
        using var message = call.ToMessage();
        try
        {
            return await _http.SendAsync(message, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.InnerException is ForbiddenAddressException)
        {
            throw HttpErrors.AddressRefused(call.Url);
        }
    }

    private static ToolException Explain(HttpCall call, Exception exception) => HttpErrors.Unreachable(call.Name, exception switch
    {
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } http => Wire.Word(http.HttpRequestError),
        _ => "the connection broke",
    });

    private static Func<int, bool> Expected(JsonNode? statuses)
    {
        if (statuses is not JsonArray list)
        {
            return status => status is >= 200 and < 300;
        }

        var numbers = list.Select(status => Records.Numbers.TryRead(status, out var number) ? number : throw HttpErrors.Unfit("'expect_status' must be a list of numbers."));
        var expected = numbers.ToHashSet();
        return status => expected.Contains(status);
    }
}

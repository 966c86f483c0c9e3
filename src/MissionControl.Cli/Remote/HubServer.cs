using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded;

namespace MissionControl.Cli.Remote;

/// <summary>The process that serves the hub, called with the key that it left for its own user.</summary>
internal sealed class HubServer : IDisposable
{
    /// <summary>An answer that takes longer is one of a server that hangs.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(100);

    private const string FunctionKeyHeader = "x-functions-key";

    private readonly HttpClient _http;

    /// <param name="key">A key of ours; null: none.</param>
    /// <param name="functionKey">What Azure Functions ask for in front of the server; null where nothing stands there.</param>
    public HubServer(Uri address, string? key, string? functionKey = null)
    {
        Address = address;

        // The key goes to that address and nowhere else: through no proxy, along no redirect.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        if (functionKey is not null)
        {
            _http.DefaultRequestHeaders.Add(FunctionKeyHeader, functionKey);
        }
    }

    public Uri Address { get; }

    /// <returns>The answer's JSON; null when it has none.</returns>
    /// <exception cref="RefusedException">The server refused it; nothing was changed.</exception>
    /// <exception cref="HubUnavailableException">The server cannot do it at present, or does not answer.</exception>
    public async Task<JsonNode?> CallAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Wire.SerializeToUtf8Bytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            using var answer = await SendAsync(request, HttpCompletionOption.ResponseContentRead, limit.Token);
            var json = await ReadAsync(answer, limit.Token);
            return answer.IsSuccessStatusCode ? json : throw Refusal((int)answer.StatusCode, json);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HubUnavailableException($"The server of the hub at {Address} gave no answer within {Longest.TotalSeconds:0} s; whether the request took effect shows 'mission show'.", late);
        }
    }

    /// <summary>Opens the stream of a run's events.</summary>
    public async Task<HttpResponseMessage> StreamAsync(string path, string? lastEventId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var answer = await SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            throw Refusal((int)answer.StatusCode, await ReadAsync(answer, cancellationToken));
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, completion, cancellationToken);
        }
        catch (HttpRequestException error)
        {
            throw new HubUnavailableException($"The server of the hub at {Address} does not answer: {PlainText.Line(error.Message)} Try again.", error);
        }
    }

    private static async Task<JsonNode?> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            return bytes.Length == 0 ? null : JsonNode.Parse(bytes);
        }
        catch (JsonException)
        {
            // Whatever answered there, it was no server of ours.
            return null;
        }
    }

    private Exception Refusal(int status, JsonNode? problem)
    {
        var detail = (string?)problem?["detail"] ?? (string?)problem?["title"] ?? $"It answered with status {status}.";
        if (status is 429 or >= 500 || problem is null)
        {
            return new HubUnavailableException($"The server of the hub at {Address}: {PlainText.Line(detail)}", null);
        }

        var errors = problem["errors"]?.AsArray().Select(error => $"{(string?)error!["pointer"]}: {(string?)error["detail"]}".TrimStart(':', ' ')).ToList() ?? [];
        return new RefusedException((string?)problem["code"] ?? "", errors.Count > 0 ? errors : [detail]);
    }
}

/// <summary>The server refused the call; nothing was changed.</summary>
internal sealed class RefusedException(string code, IReadOnlyList<string> faults) : Exception(string.Join('\n', faults))
{
    /// <summary>The problem's code.</summary>
    public string Code { get; } = code;

    public IReadOnlyList<string> Faults { get; } = faults;

    public UsageException ToUsage() => new(Faults);
}

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using MissionControl.Steps;

namespace MissionControl.Tools.Mail.Gmail;

/// <summary>Requests of one search. The token goes into the header and nowhere else.</summary>
internal sealed class GmailCall(HttpClient http, Uri address, AuthenticationHeaderValue token, CancellationToken cancellationToken)
{
    public async Task<JsonElement> GetAsync(string path) =>
        await FindAsync(path) ?? throw new ToolException("http_404", $"Gmail has no '{path.Split('?')[0]}' (HTTP 404). Check the configured Gmail address.", retryable: false);

    /// <summary>Null when Gmail answers 404.</summary>
    public async Task<JsonElement?> FindAsync(string path)
    {
        using var response = await SendAsync(path);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        if (!response.IsSuccessStatusCode)
        {
            throw Refused((int)response.StatusCode, body);
        }

        return Parse(body) ?? throw new ToolException("bad_response", "Gmail's answer is no JSON object. Check the configured Gmail address.");
    }

    private async Task<HttpResponseMessage> SendAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        request.Headers.Authorization = token;
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new MalformedMessageException("It is larger than a message may be.");
        }
        catch (HttpRequestException e)
        {
            throw new ToolException("network_error", $"Gmail at {address.Host} cannot be reached: {e.HttpRequestError}.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ToolException("timeout", $"Gmail at {address.Host} did not answer within {http.Timeout.TotalSeconds:0} seconds.");
        }
    }

    private ToolException Refused(int status, byte[] body)
    {
        var error = Parse(body) is { } answer ? GmailAnswer.Member(answer, "error") : null;
        var reasons = error is { } details ? GmailAnswer.List(details, "errors").Select(e => GmailAnswer.Text(e, "reason")).ToList() : [];
        var said = error is { } known ? GmailAnswer.Text(known, "message") ?? "" : "";
        said = said.Replace(token.Parameter!, "***", StringComparison.Ordinal);
        said = said.Length == 0 ? "" : $" It said: {(said.Length > 200 ? said[..200] + "..." : said)}";

        // Gmail answers 403 both for missing rights and for too many calls.
        var tooMany = status == 429 || reasons.Any(reason => reason is "rateLimitExceeded" or "userRateLimitExceeded");
        var cure = status switch
        {
            _ when tooMany => "Too many calls; another attempt later can help.",
            401 => "The token is not valid or has expired. Get a new one.",
            403 => "The token may not read mail. Get one with the scope gmail.readonly.",
            >= 500 => "Another attempt later can help.",
            _ => "Check the query.",
        };
        return new ToolException($"http_{status}", $"Gmail refused the search with HTTP {status}. {cure}{said}", retryable: tooMany || status is 408 or >= 500);
    }

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = Wire.MaxDepth });
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

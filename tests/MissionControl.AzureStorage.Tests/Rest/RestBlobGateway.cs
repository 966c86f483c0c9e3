using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using MissionControl.AzureStorage.Blobs;

namespace MissionControl.AzureStorage.Rest;

/// <summary>The blob service over its REST API; makes containers as they are asked for.</summary>
internal sealed class RestBlobGateway(HttpClient client, Uri address, SharedKey key) : IBlobGateway
{
    private readonly ConcurrentDictionary<string, Lazy<Task>> _made = [];

    /// <summary>Requests that went out, those that made containers left out.</summary>
    public int Calls { get; private set; }

    public async Task<byte[]?> GetAsync(string container, string name, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(container, new HttpRequestMessage(HttpMethod.Get, Address(container, name)), cancellationToken, HttpStatusCode.NotFound);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync(cancellationToken) : null;
    }

    public async Task<bool> InsertAsync(string container, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(container, Put(container, name, content, isNew: true), cancellationToken, HttpStatusCode.Conflict, HttpStatusCode.PreconditionFailed);
        return response.IsSuccessStatusCode;
    }

    public async Task PutAsync(string container, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(container, Put(container, name, content, isNew: false), cancellationToken);
    }

    public async Task<bool> DeleteAsync(string container, string name, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(container, new HttpRequestMessage(HttpMethod.Delete, Address(container, name)), cancellationToken, HttpStatusCode.NotFound);
        return response.IsSuccessStatusCode;
    }

    public async Task<BlobPage> ListAsync(string container, string prefix, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var query = $"{container}?restype=container&comp=list&prefix={Uri.EscapeDataString(prefix)}&maxresults={limit}"
            + (continuation is null ? "" : $"&marker={Uri.EscapeDataString(continuation)}");
        using var response = await SendAsync(container, new HttpRequestMessage(HttpMethod.Get, new Uri(address, query)), cancellationToken);
        var answer = XDocument.Parse((await response.Content.ReadAsStringAsync(cancellationToken)).TrimStart('\uFEFF')).Root!;
        var next = (string?)answer.Element("NextMarker");
        return new BlobPage(answer.Descendants("Blob").Select(blob => (string)blob.Element("Name")!).ToList(), string.IsNullOrEmpty(next) ? null : next);
    }

    private HttpRequestMessage Put(string container, string name, ReadOnlyMemory<byte> content, bool isNew)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, Address(container, name)) { Content = new ReadOnlyMemoryContent(content) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/octet-stream");
        request.Headers.Add("x-ms-blob-type", "BlockBlob");
        if (isNew)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", "*");
        }

        return request;
    }

    private Uri Address(string container, string name) => new(address, $"{container}/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}");

    private async Task<HttpResponseMessage> SendAsync(string container, HttpRequestMessage request, CancellationToken cancellationToken, params HttpStatusCode[] answers)
    {
        await _made.GetOrAdd(container, name => new Lazy<Task>(() => MakeAsync(name))).Value;
        Calls++;
        return await SendAsync(request, cancellationToken, answers);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken, params HttpStatusCode[] answers)
    {
        using (request)
        {
            key.SignBlob(request);
            var response = await client.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode || answers.Contains(response.StatusCode)
                ? response
                : throw new HttpRequestException($"{request.Method} {request.RequestUri}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    private async Task MakeAsync(string container)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, new Uri(address, $"{container}?restype=container"));
        using var response = await SendAsync(request, CancellationToken.None, HttpStatusCode.Conflict);
    }
}

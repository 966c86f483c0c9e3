using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.AzureStorage.Tables;

namespace MissionControl.AzureStorage.Rest;

/// <summary>The table service over its REST API; makes tables as they are asked for.</summary>
internal sealed class RestTableGateway(HttpClient client, Uri address, SharedKey key) : ITableGateway
{
    private readonly ConcurrentDictionary<string, Lazy<Task>> _made = [];

    /// <summary>Requests that went out, those that made tables left out.</summary>
    public int Calls { get; private set; }

    public async Task<TableRow?> GetAsync(string table, TableKey key, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(table, new HttpRequestMessage(HttpMethod.Get, Address(table, key)), cancellationToken, HttpStatusCode.NotFound);
        return response.IsSuccessStatusCode ? RowJson.Read(await ReadAsync(response, cancellationToken)) : null;
    }

    public async Task<TableRow?> InsertAsync(string table, TableRow row, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, table)) { Content = TableBatch.Json(row) };
        request.Headers.Add("Prefer", "return-no-content");
        using var response = await SendAsync(table, request, cancellationToken, HttpStatusCode.Conflict);
        return response.IsSuccessStatusCode ? row with { Tag = Tag(response) } : null;
    }

    public async Task<TableRow?> ReplaceAsync(string table, TableRow row, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, Address(table, row.Key)) { Content = TableBatch.Json(row) };
        request.Headers.TryAddWithoutValidation("If-Match", row.Tag ?? throw new ArgumentException("The row has no tag."));
        using var response = await SendAsync(table, request, cancellationToken, HttpStatusCode.NotFound, HttpStatusCode.PreconditionFailed);
        return response.IsSuccessStatusCode ? row with { Tag = Tag(response) } : null;
    }

    public async Task UpsertAsync(string table, TableRow row, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(table, new HttpRequestMessage(HttpMethod.Put, Address(table, row.Key)) { Content = TableBatch.Json(row) }, cancellationToken);
    }

    public async Task<bool> DeleteAsync(string table, TableKey key, string? tag, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Delete, Address(table, key));
        request.Headers.TryAddWithoutValidation("If-Match", tag ?? "*");
        using var response = await SendAsync(table, request, cancellationToken, HttpStatusCode.NotFound, HttpStatusCode.PreconditionFailed);
        return response.IsSuccessStatusCode;
    }

    public async Task<TablePage> QueryAsync(string table, TableRange range, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var filter = $"PartitionKey eq {Quote(range.Partition)}"
            + (range.From is { } from ? $" and RowKey ge {Quote(from)}" : "")
            + (range.Until is { } until ? $" and RowKey lt {Quote(until)}" : "");
        var query = $"{table}()?$filter={Uri.EscapeDataString(filter)}&$top={limit}";
        if (continuation?.Split(' ') is [var partition, var row])
        {
            query += $"&NextPartitionKey={partition}" + (row.Length > 0 ? $"&NextRowKey={row}" : "");
        }

        using var response = await SendAsync(table, new HttpRequestMessage(HttpMethod.Get, new Uri(address, query)), cancellationToken);
        var rows = (await ReadAsync(response, cancellationToken))["value"]!.AsArray().Select(one => RowJson.Read(one!.AsObject())).ToList();
        var next = Header(response, "x-ms-continuation-NextPartitionKey");
        return new TablePage(rows, next is null ? null : $"{Uri.EscapeDataString(next)} {Uri.EscapeDataString(Header(response, "x-ms-continuation-NextRowKey") ?? "")}");
    }

    public async Task<bool> TryApplyAsync(string table, IReadOnlyList<TableChange> changes, CancellationToken cancellationToken)
    {
        var batch = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "$batch")) { Content = TableBatch.Write(changes, change => Address(table, change.Key), new Uri(address, table)) };
        using var response = await SendAsync(table, batch, cancellationToken);
        return TableBatch.ReadAnswer(await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private Uri Address(string table, TableKey row) =>
        new(address, $"{table}(PartitionKey='{Uri.EscapeDataString(row.Partition.Replace("'", "''", StringComparison.Ordinal))}',RowKey='{Uri.EscapeDataString(row.Row.Replace("'", "''", StringComparison.Ordinal))}')");

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private async Task<HttpResponseMessage> SendAsync(string table, HttpRequestMessage request, CancellationToken cancellationToken, params HttpStatusCode[] answers)
    {
        await _made.GetOrAdd(table, name => new Lazy<Task>(() => MakeAsync(name))).Value;
        Calls++;
        return await SendAsync(request, cancellationToken, answers);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken, params HttpStatusCode[] answers)
    {
        using (request)
        {
            request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse("application/json;odata=fullmetadata"));
            request.Headers.Add("DataServiceVersion", "3.0");
            key.SignTable(request);
            var response = await client.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode || answers.Contains(response.StatusCode)
                ? response
                : throw new HttpRequestException($"{request.Method} {request.RequestUri}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    private async Task MakeAsync(string table)
    {
        var content = new StringContent(new JsonObject { ["TableName"] = table }.ToJsonString(), MediaTypeHeaderValue.Parse("application/json"));
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(address, "Tables")) { Content = content }, CancellationToken.None, HttpStatusCode.Conflict);
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        (await JsonSerializer.DeserializeAsync<JsonObject>(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken))!;

    private static string Tag(HttpResponseMessage response) => Header(response, "ETag")!;

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}

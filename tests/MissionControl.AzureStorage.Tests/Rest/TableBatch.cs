using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using MissionControl.AzureStorage.Tables;

namespace MissionControl.AzureStorage.Rest;

/// <summary>An entity group transaction as the table service writes and answers it.</summary>
internal static partial class TableBatch
{
    public static HttpContent Json(TableRow row) => new StringContent(RowJson.Write(row).ToJsonString(), MediaTypeHeaderValue.Parse("application/json"));

    public static HttpContent Write(IReadOnlyList<TableChange> changes, Func<TableChange, Uri> address, Uri table)
    {
        const string Batch = "batch_b";
        const string Set = "changeset_c";
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"--{Batch}\r\nContent-Type: multipart/mixed; boundary={Set}\r\n\r\n");
        foreach (var change in changes)
        {
            text.Append(CultureInfo.InvariantCulture, $"--{Set}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            text.Append(change switch
            {
                TableChange.Insert insert => Part("POST", table, null, insert.Row),
                TableChange.Replace replace => Part("PUT", address(change), replace.Row.Tag, replace.Row),
                TableChange.Upsert upsert => Part("PUT", address(change), null, upsert.Row),
                TableChange.Delete delete => Part("DELETE", address(change), delete.Tag ?? "*", null),
                _ => throw new ArgumentException($"{change.GetType().Name} is no change of a batch."),
            });
        }

        text.Append(CultureInfo.InvariantCulture, $"--{Set}--\r\n--{Batch}--\r\n");
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text.ToString()));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/mixed; boundary={Batch}");
        return content;
    }

    /// <summary>True when all was done; false when a condition failed.</summary>
    public static bool ReadAnswer(string answer)
    {
        var statuses = Status().Matches(answer).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).ToList();
        return statuses.Count > 0 && statuses.All(status => status < 300)
            || (statuses.Any(status => status is 404 or 409 or 412) ? false : throw new HttpRequestException($"The batch was refused: {answer}"));
    }

    private static string Part(string method, Uri address, string? tag, TableRow? row)
    {
        var match = tag is null ? "" : $"If-Match: {tag}\r\n";
        var body = row is null ? "" : RowJson.Write(row).ToJsonString();
        return $"{method} {address.AbsoluteUri} HTTP/1.1\r\nAccept: application/json;odata=minimalmetadata\r\nContent-Type: application/json\r\nPrefer: return-no-content\r\nDataServiceVersion: 3.0\r\n{match}\r\n{body}\r\n";
    }

    [GeneratedRegex(@"HTTP/1\.1 ([0-9]{3})")]
    private static partial Regex Status();
}

using System.Text;
using MissionControl.AzureStorage.Blobs;
using MissionControl.AzureStorage.Tables;

namespace MissionControl.AzureStorage.Payloads;

/// <summary>
/// JSON of any size in a row: in the column while it fits, else in a blob named by its owner and its hash, with the name in the column.
/// The blob is there before the row that names it; it goes with its owner.
/// </summary>
internal sealed class PayloadColumns(IBlobGateway blobs)
{
    private const int MostCharacters = 16_000;
    private const string BlobSuffix = "Blob";

    /// <param name="owner">A path that ends with <c>/</c>: everything below it is deleted together.</param>
    public async Task WriteAsync<T>(Dictionary<string, object> columns, string column, T value, string owner, CancellationToken cancellationToken)
    {
        var json = Wire.Serialize(value);
        columns.Remove(column);
        columns.Remove(column + BlobSuffix);
        if (json.Length <= MostCharacters)
        {
            columns[column] = json;
            return;
        }

        var body = Encoding.UTF8.GetBytes(json);
        var name = owner + Wire.Sha256(body);
        await blobs.InsertAsync(StorageNames.Assets, name, body, cancellationToken);
        columns[column + BlobSuffix] = name;
    }

    /// <summary>Null when the row has no such column, or its owner is being deleted.</summary>
    public async Task<T?> ReadAsync<T>(TableRow row, string column, CancellationToken cancellationToken)
        where T : class
    {
        if (row.Text(column) is { } json)
        {
            return Wire.Deserialize<T>(json);
        }

        return row.Text(column + BlobSuffix) is { } name && await blobs.GetAsync(StorageNames.Assets, name, cancellationToken) is { } body
            ? Wire.Deserialize<T>(body)
            : null;
    }

    /// <summary>The blob of a row that was replaced goes; a reader that has just read that row reads it again.</summary>
    public async Task ForgetAsync(TableRow? replaced, string column, CancellationToken cancellationToken)
    {
        if (replaced?.Text(column + BlobSuffix) is { } name)
        {
            await blobs.DeleteAsync(StorageNames.Assets, name, cancellationToken);
        }
    }

    public async Task DeleteAsync(string owner, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names;
        do
        {
            names = (await blobs.ListAsync(StorageNames.Assets, owner, 1000, null, cancellationToken)).Names;
            foreach (var name in names)
            {
                await blobs.DeleteAsync(StorageNames.Assets, name, cancellationToken);
            }
        }
        while (names.Count > 0);
    }

    /// <summary>Where everything of a run lies.</summary>
    public static string OfRun(string runId) => $"runs/{KeyText.Of(runId)}/";
}

using System.Globalization;
using MissionControl.AzureStorage.Payloads;
using MissionControl.AzureStorage.Tables;

namespace MissionControl.AzureStorage.Telemetry;

/// <summary>
/// What runs have in a bucket: one row per run, made from the run's ledger and never from an older one than before. A run that has left keeps an
/// empty row, against a process that is late and still knows the older ledger.
/// </summary>
internal sealed class BucketRows(ITableGateway tables, PayloadColumns payloads, TimeProvider clock)
{
    /// <summary>No process is so late that it still writes what it read before that.</summary>
    private static readonly TimeSpan EmptyFor = TimeSpan.FromHours(1);

    private const string Share = "Share";
    private const string Seen = "Seen";
    private const string EmptySince = "EmptySince";

    public async Task PutAsync(string bucket, RunLedger ledger, CancellationToken cancellationToken)
    {
        var key = new TableKey(Bucket.Partition(bucket), KeyText.Of(ledger.RunId));
        while (true)
        {
            var there = await tables.GetAsync(Bucket.Table(bucket), key, cancellationToken);
            if (there?.Number(Seen) >= ledger.Version)
            {
                return;
            }

            var row = new TableRow(key, await WriteAsync(bucket, ledger, cancellationToken)) { Tag = there?.Tag };
            TableChange change = there is null ? new TableChange.Insert(row) : new TableChange.Replace(row);
            if (await tables.TryApplyAsync(Bucket.Table(bucket), [change], cancellationToken))
            {
                await payloads.ForgetAsync(there, Share, cancellationToken);
                return;
            }
        }
    }

    /// <summary>What lies in the bucket, in the order of the run ids as keys.</summary>
    public async Task<IReadOnlyList<RunShare>> ReadAsync(string bucket, CancellationToken cancellationToken)
    {
        while (true)
        {
            var rows = new List<TableRow>();
            await foreach (var row in tables.ReadAllAsync(Bucket.Table(bucket), new TableRange(Bucket.Partition(bucket)), cancellationToken))
            {
                if (row.Time(EmptySince) is null)
                {
                    rows.Add(row);
                }
            }

            var shares = await rows.ReadEachAsync(row => payloads.ReadAsync<RunShare>(row, Share, cancellationToken));
            if (!shares.Contains(null))
            {
                return shares!;
            }
        }
    }

    /// <summary>Clears away the empty rows of those that left a bucket through which every run goes.</summary>
    public async Task ClearAsync(string bucket, CancellationToken cancellationToken)
    {
        await foreach (var row in tables.ReadAllAsync(Bucket.Table(bucket), new TableRange(Bucket.Partition(bucket)), cancellationToken))
        {
            if (row.Time(EmptySince) < clock.GetUtcNow() - EmptyFor)
            {
                await tables.DeleteAsync(Bucket.Table(bucket), row.Key, row.Tag, cancellationToken);
            }
        }
    }

    private async Task<Dictionary<string, object>> WriteAsync(string bucket, RunLedger ledger, CancellationToken cancellationToken)
    {
        var columns = new Dictionary<string, object> { [Seen] = ledger.Version };
        var share = ledger.Share.Of(bucket);
        if (share.IsEmpty)
        {
            columns[EmptySince] = clock.GetUtcNow();
            return columns;
        }

        var owner = string.Create(CultureInfo.InvariantCulture, $"hours/{bucket}/{KeyText.Of(ledger.RunId)}/{ledger.Version}/");
        await payloads.WriteAsync(columns, Share, share, owner, cancellationToken);
        return columns;
    }
}

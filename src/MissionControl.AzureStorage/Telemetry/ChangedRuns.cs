using System.Globalization;
using MissionControl.AzureStorage.Tables;

namespace MissionControl.AzureStorage.Telemetry;

/// <summary>
/// Which runs changed in which buckets since those were counted. A mark is written before the change that it speaks of, so that an interruption
/// leaves one too many and never one too few. It names the version that the change makes: once the run has that version, the change was made or
/// can be made no more.
/// </summary>
internal sealed class ChangedRuns(ITableGateway tables, TimeProvider clock)
{
    private const string Partition = "changed";
    private const string RunId = "RunId";
    private const string Version = "Version";
    private const string Bucket = "Bucket";
    private const string At = "At";

    public async Task MarkAsync(string runId, long version, IReadOnlySet<string> buckets, CancellationToken cancellationToken)
    {
        foreach (var some in buckets.Chunk(TableReading.MostChanges))
        {
            await tables.TryApplyAsync(StorageNames.PortfolioHours, [.. some.Select(bucket => new TableChange.Upsert(Row(runId, version, bucket)))], cancellationToken);
        }
    }

    public async Task<IReadOnlyList<ChangedRun>> ReadAsync(CancellationToken cancellationToken)
    {
        var marks = new List<ChangedRun>();
        await foreach (var row in tables.ReadAllAsync(StorageNames.PortfolioHours, new TableRange(Partition), cancellationToken))
        {
            marks.Add(new ChangedRun(row.Key, row.Text(RunId)!, row.Number(Version)!.Value, row.Text(Bucket)!, row.Time(At)!.Value));
        }

        return marks;
    }

    public Task ForgetAsync(IEnumerable<ChangedRun> marks, CancellationToken cancellationToken) =>
        tables.DeleteAllAsync(StorageNames.PortfolioHours, marks.Select(mark => mark.Key), cancellationToken);

    private TableRow Row(string runId, long version, string bucket) => new(
        new TableKey(Partition, string.Create(CultureInfo.InvariantCulture, $"{KeyText.Of(runId)} {version} {bucket}")),
        new Dictionary<string, object> { [RunId] = runId, [Version] = version, [Bucket] = bucket, [At] = clock.GetUtcNow() });
}

/// <summary>A run that changed, or is about to, in a bucket.</summary>
/// <param name="Version">The one that the change makes.</param>
internal sealed record ChangedRun(TableKey Key, string RunId, long Version, string Bucket, DateTimeOffset At);

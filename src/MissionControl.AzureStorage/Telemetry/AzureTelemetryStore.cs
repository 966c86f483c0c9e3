using MissionControl.AzureStorage.Tables;
using MissionControl.Portfolio;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.AzureStorage.Telemetry;

/// <summary>The records of a run change in batches of its partition. Whoever asks for figures counts first what changed since they were counted last.</summary>
internal sealed class AzureTelemetryStore(LedgerRows ledgers, BucketRows buckets, HourSums sums, Recount recount) : TelemetryStore
{
    /// <summary>Records of a run that are written in one step; more are written in several.</summary>
    private const int MostInOneStep = 50;

    public override Task WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken) => Records(batch)
        .GroupBy(record => record.RunId, StringComparer.Ordinal)
        .ReadEachAsync(async run =>
        {
            foreach (var some in run.Chunk(MostInOneStep))
            {
                await ledgers.ChangeAsync(run.Key, ledger => LedgerEntries.Of(ledger, Batch(some.Select(record => record.Record))), cancellationToken);
            }

            return true;
        });

    public override Task<MissionRun?> FindRunAsync(string runId, CancellationToken cancellationToken) => ledgers.FindRunAsync(runId, cancellationToken);

    public override async Task<TelemetryBatch> ReadAsync(TelemetryQuery query, CancellationToken cancellationToken)
    {
        if (query.RunId is { } runId)
        {
            return new[] { (await ledgers.ReadAsync(runId, cancellationToken)).Share }.Fitting(query);
        }

        await recount.RunAsync(cancellationToken);
        List<string> places = [Bucket.Active, Bucket.Timeless, .. await sums.ListHoursAsync(query.Since, cancellationToken)];
        var shares = await places.ReadEachAsync(bucket => buckets.ReadAsync(bucket, cancellationToken));
        return shares.SelectMany(some => some).ToList().Fitting(query);
    }

    public override async Task<IReadOnlyList<MissionRun>> ListActiveAsync(CancellationToken cancellationToken)
    {
        await recount.RunAsync(cancellationToken);
        return [.. (await buckets.ReadAsync(Bucket.Active, cancellationToken)).Select(share => share.Run).OfType<MissionRun>()];
    }

    public override async Task<PortfolioCounts> CountAsync(DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        await recount.RunAsync(cancellationToken);
        return PortfolioCounts.Of(await sums.ReadAsync(asOf, cancellationToken), asOf);
    }

    public override async Task<IReadOnlyDictionary<string, AgentTally>> TallyAgentsAsync(CancellationToken cancellationToken)
    {
        await recount.RunAsync(cancellationToken);
        return await sums.ReadAgentsAsync(cancellationToken);
    }

    public override Task AssignAsync(HopAssignment assignment, CancellationToken cancellationToken) =>
        ledgers.ChangeAsync(assignment.RunId, ledger => LedgerEntries.Of(ledger, assignment), cancellationToken);

    public override async Task<IReadOnlyDictionary<string, int>> CountAssignedAsync(CancellationToken cancellationToken)
    {
        await recount.RunAsync(cancellationToken);
        return (await buckets.ReadAsync(Bucket.Hands, cancellationToken))
            .SelectMany(share => share.Hands.Values)
            .GroupBy(agent => agent, StringComparer.Ordinal)
            .ToDictionary(agent => agent.Key, agent => agent.Count(), StringComparer.Ordinal);
    }

    private static IEnumerable<(string RunId, object Record)> Records(TelemetryBatch batch) =>
    [
        .. batch.Runs.Select(run => (run.RunId, (object)run)),
        .. batch.TaskLogs.Select(log => (log.RunId, (object)log)),
        .. batch.Interventions.Select(one => (one.RunId, (object)one)),
    ];

    private static TelemetryBatch Batch(IEnumerable<object> records)
    {
        var all = records.ToList();
        return new TelemetryBatch { Runs = [.. all.OfType<MissionRun>()], TaskLogs = [.. all.OfType<TaskLog>()], Interventions = [.. all.OfType<Intervention>()] };
    }
}

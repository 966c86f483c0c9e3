using MissionControl.Embedded.Hub;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Stores;

/// <summary>Deletes runs whole. Many go in small transactions that other work goes ahead of; each looks again at what it deletes.</summary>
internal sealed class Purge(HubWriter hub, TimeProvider clock)
{
    /// <summary>Runs per transaction.</summary>
    internal const int BatchSize = 64;

    public async Task<PurgeOutcome> RunAsync(PurgeQuery query, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        query.Check();
        var before = clock.GetUtcNow() - query.OlderThan;
        var purged = 0;
        var stillEnding = new List<string>();
        foreach (var status in query.Statuses.Distinct())
        {
            var batch = List(status, before, null);
            while (batch.Count > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var runs = batch;
                var (gone, open) = await hub.WriteLaterAsync(tables => Delete(tables, runs, status, before));
                purged += gone;
                stillEnding.AddRange(open);
                progress?.Report(purged);
                batch = List(status, before, batch[^1]);
            }
        }

        return new PurgeOutcome(purged, stillEnding);
    }

    /// <returns>The id of an instance that is still about to end; null once everything is gone.</returns>
    public static string? Delete(HubTables tables, RunRecord run)
    {
        var instances = tables.Instances.ReadRun(run.RunId);
        if (instances.FirstOrDefault(row => !row.IsFinal && row.Status != InstanceStatus.Tampered) is { } open)
        {
            return open.Id;
        }

        foreach (var row in instances)
        {
            tables.Instances.Delete(row.Key);
        }

        tables.Approvals.DeleteRun(run.RunId);
        tables.Deliveries.DeleteRun(run.RunId);
        tables.Claims.DeleteRun(run.RunId);
        tables.Bodies.DeleteRun(run.RunId, run.DefinitionHash);
        tables.Events.DeleteRun(run.RunId);
        tables.Telemetry.Release(run.RunId, null);
        tables.Runs.Delete(run.RunId);
        return null;
    }

    private IReadOnlyList<EndedRun> List(RunStatus status, DateTimeOffset before, EndedRun? after) =>
        hub.Read(tables => tables.Runs.ListEnded(status, before, after, BatchSize));

    /// <summary>What was listed may have been retried, purged or started anew since.</summary>
    private static (int Gone, List<string> Open) Delete(HubTables tables, IReadOnlyList<EndedRun> batch, RunStatus status, DateTimeOffset before)
    {
        var gone = 0;
        var open = new List<string>();
        foreach (var (runId, _) in batch)
        {
            if (tables.Runs.Find(runId) is not { } run || run.Status != status || !(run.CompletedAt <= before))
            {
                continue;
            }

            if (Delete(tables, run) is null)
            {
                gone++;
            }
            else
            {
                open.Add(runId);
            }
        }

        return (gone, open);
    }
}

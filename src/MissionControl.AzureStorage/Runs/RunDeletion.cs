using System.Globalization;
using MissionControl.AzureStorage.Approvals;
using MissionControl.AzureStorage.Definitions;
using MissionControl.AzureStorage.Deliveries;
using MissionControl.AzureStorage.Events;
using MissionControl.AzureStorage.Payloads;
using MissionControl.AzureStorage.Telemetry;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage.Runs;

/// <summary>Deletes a run with everything of it. From the first step on nobody sees it; the record goes last, so that the sweep can finish it.</summary>
internal sealed class RunDeletion(RunRows runs, RunWriter writer, RunIndex index, StartKeys keys, AzureDefinitionStore definitions, PayloadColumns payloads)
{
    private const int BatchSize = 50;

    public required AzureApprovalStore Approvals { get; init; }

    public required AzureDeliveryStore Deliveries { get; init; }

    public required AzureRunEventStore Events { get; init; }

    public required RunInstances Instances { get; init; }

    public required RunTraces Traces { get; init; }

    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    /// <exception cref="IllegalTransitionException">It is not final.</exception>
    public async Task DeleteAsync(string runId, CancellationToken cancellationToken)
    {
        while (true)
        {
            var run = await runs.FindAsync(runId, cancellationToken);
            if (run is null or { IsLeaving: true })
            {
                throw new RunNotFoundException(runId);
            }

            RunTransitions.Next(runId, run.Record.Status, RunCommand.Purge);

            // Telemetry outlives the run: what an interruption kept from it is written while the run still tells it.
            await Traces.ActedAsync(run.Interventions, cancellationToken);
            await (run.IsClosed ? Task.CompletedTask : Traces.CloseAsync(run.Record, cancellationToken));

            // What is left of the record fits its row: the blobs of the run go before it.
            var slim = run.Record with { Result = null, Progress = null, Error = null, InputHashes = new Dictionary<string, string>() };
            var leaving = run with { IsLeaving = true, Record = slim, Untold = new Dictionary<long, RunEvent>(), Interventions = [] };
            if (await writer.TryChangeAsync(run, leaving, null, cancellationToken))
            {
                await FinishAsync(leaving.Following(run), cancellationToken);
                return;
            }
        }
    }

    /// <summary>Deletes the runs that a query selects, one after the other; the same call again goes on where this one was interrupted.</summary>
    public async Task<int> DeleteAsync(PurgeQuery query, DateTimeOffset now, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        query.Check();
        var gone = 0;
        foreach (var status in query.Statuses.Distinct())
        {
            var place = new RunQuery(status, Limit: BatchSize) { Before = now - query.OlderThan + TimeSpan.FromTicks(1) };
            RunListing page;
            do
            {
                page = await index.ReadAsync(place, cancellationToken);
                foreach (var run in page.Runs.Where(run => run.CompletedAt <= now - query.OlderThan))
                {
                    gone += await TryDeleteAsync(run, cancellationToken) ? 1 : 0;
                    progress?.Report(gone);
                }

                place = place with { After = page.Next };
            }
            while (page.Next is not null);
        }

        return gone;
    }

    /// <summary>What was listed may have been retried or deleted since.</summary>
    private async Task<bool> TryDeleteAsync(RunRecord listed, CancellationToken cancellationToken)
    {
        try
        {
            await DeleteAsync(listed.RunId, cancellationToken);
            return true;
        }
        catch (Exception error) when (error is RunNotFoundException or IllegalTransitionException)
        {
            return false;
        }
    }

    public async Task FinishAsync(RunRow run, CancellationToken cancellationToken)
    {
        var record = run.Record;
        for (var retry = InstanceIds.RetriesBefore(record.RunId, record.ExecutionId); retry >= 0; retry--)
        {
            await Instances.PurgeAsync(InstanceIds.Execution(record.RunId, retry), cancellationToken);
        }

        await Approvals.DeleteRunAsync(record.RunId, cancellationToken);
        await Deliveries.DeleteRunAsync(record.RunId, cancellationToken);
        await Events.DeleteRunAsync(record.RunId, cancellationToken);
        await payloads.DeleteAsync(PayloadColumns.OfRun(record.RunId), cancellationToken);
        await definitions.LeaveAsync(record.DefinitionHash, UserOf(record), cancellationToken);
        if (record.Start is { } start)
        {
            await keys.ReleaseAsync(start.Key, record.RunId, cancellationToken);
        }

        var places = RunPlaces.Of(run);
        await index.LeaveAsync(places.Where(place => place.Partition != RunPlaces.Work), cancellationToken);
        await runs.DeleteAsync(record.RunId, cancellationToken);
        await index.LeaveAsync(places.Where(place => place.Partition == RunPlaces.Work), cancellationToken);
    }

    /// <summary>Names one start of a run: another one of the same id is another user of its document.</summary>
    public static string UserOf(RunRecord run) => string.Create(CultureInfo.InvariantCulture, $"run {run.RunId} {run.CreatedAt.UtcTicks}");
}

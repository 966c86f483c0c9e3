using MissionControl.AzureStorage.Events;
using MissionControl.AzureStorage.Runs;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Runtime.Inbox;

namespace MissionControl.Functions.Durable;

/// <summary>
/// Commands on runs: the record decides, the platform follows. What a call that returned left undone on the platform is done by the sweep; one that
/// threw may be repeated.
/// </summary>
internal sealed class DurableMissionClient(RunStore runs, RunRecords records, EventOutbox outbox, DurableInstances instances, TimeProvider clock) : MissionClient
{
    private const int PageSize = 100;

    public override RunStore Runs => runs;

    public override Task<RunRecord> StartAsync(RunStart start, CancellationToken cancellationToken) => records.StartAsync(start, cancellationToken);

    public override Task<RunRecord> RetryAsync(string runId, string by, CancellationToken cancellationToken) => records.RetryAsync(runId, cancellationToken);

    public override async Task<RunRecord> SuspendAsync(string runId, string by, string? reason, CancellationToken cancellationToken)
    {
        var run = await FindAsync(runId, cancellationToken);
        RunTransitions.Next(runId, run.Status, RunCommand.Suspend);
        await instances.SuspendAsync(run.ExecutionId, Told(by, reason), cancellationToken);
        return await CommandAsync(run, RunCommand.Suspend, Change(run, by) with { IsSuspended = true }, cancellationToken);
    }

    public override async Task<RunRecord> ResumeAsync(string runId, string by, string? reason, CancellationToken cancellationToken)
    {
        var run = await FindAsync(runId, cancellationToken);
        RunTransitions.Next(runId, run.Status, RunCommand.Resume);
        await instances.ResumeAsync(run.ExecutionId, Told(by, reason), cancellationToken);

        // It may have gone on, and even ended, before its record is written.
        return await records.CommandAsync(runId, record => record.Status == RunStatus.Suspended ? Change(run, by) with { IsResumed = true } : null, cancellationToken);
    }

    public override async Task<RunRecord> TerminateAsync(string runId, string by, string? reason, CancellationToken cancellationToken)
    {
        var run = await FindAsync(runId, cancellationToken);
        return await CommandAsync(run, RunCommand.Terminate, Change(run, by) with { Ending = RunCommand.Terminate, Error = reason }, cancellationToken);
    }

    public override Task PurgeAsync(string runId, CancellationToken cancellationToken) => records.DeleteAsync(runId, cancellationToken);

    public override async Task<PurgeOutcome> PurgeAsync(PurgeQuery query, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        query.Check();
        var (purged, ending) = (0, new List<string>());
        foreach (var status in query.Statuses.Distinct())
        {
            await foreach (var run in EndedAsync(status, clock.GetUtcNow() - query.OlderThan, cancellationToken))
            {
                try
                {
                    await records.DeleteAsync(run.RunId, cancellationToken);
                    progress?.Report(++purged);
                }
                catch (InstancesStillEndingException)
                {
                    ending.Add(run.RunId);
                }
                catch (Exception gone) when (gone is RunNotFoundException or IllegalTransitionException)
                {
                    // Somebody else was faster: it is deleted, or a retry has begun.
                    continue;
                }
            }
        }

        return new PurgeOutcome(purged, ending);
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? payload, string? eventId, CancellationToken cancellationToken, string? by = null)
    {
        var envelope = new EventEnvelope(eventName) { Payload = Payload.Of(payload), EventId = eventId ?? Guid.NewGuid().ToString("N"), By = by };
        var raised = new OutboxEvent($"{instanceId} {envelope.EventId}", instanceId, DurableMissionContext.Channel, Wire.Serialize(envelope), clock.GetUtcNow());
        return outbox.RaiseAsync(raised, cancellationToken);
    }

    private async IAsyncEnumerable<RunRecord> EndedAsync(RunStatus status, DateTimeOffset before, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new RunQuery(status, Limit: PageSize) { Before = before };
        while (true)
        {
            var page = await runs.ListAsync(query, cancellationToken);
            foreach (var run in page.Where(run => run.CompletedAt <= before))
            {
                yield return run;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            query = query with { After = new RunPlace(page[^1].CreatedAt, page[^1].RunId) };
        }
    }

    /// <exception cref="IllegalTransitionException">The run has moved on meanwhile.</exception>
    private Task<RunRecord> CommandAsync(RunRecord run, RunCommand command, RunChange change, CancellationToken cancellationToken) => records.CommandAsync(
        run.RunId,
        record =>
        {
            RunTransitions.Next(record.RunId, record.Status, command);
            return change with { ExecutionId = record.ExecutionId };
        },
        cancellationToken);

    private RunChange Change(RunRecord run, string by) => new(run.RunId, run.ExecutionId) { At = clock.GetUtcNow(), By = by };

    private async Task<RunRecord> FindAsync(string runId, CancellationToken cancellationToken) =>
        await runs.GetAsync(runId, cancellationToken) ?? throw new RunNotFoundException(runId);

    private static string Told(string by, string? reason) => reason is null ? by : $"{by}: {reason}";
}

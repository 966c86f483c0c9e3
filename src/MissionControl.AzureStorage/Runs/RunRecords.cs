using MissionControl.AzureStorage.Definitions;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.AzureStorage.Runs;

/// <summary>
/// The writing side of run records. What returned is durable; what follows from it elsewhere (the orchestration, the feed, approvals that end with the
/// run) is done before the call returns or, when that fails, by the sweep.
/// </summary>
public sealed class RunRecords
{
    private readonly RunRows _runs;
    private readonly RunWriter _writer;
    private readonly RunWork _work;
    private readonly RunDeletion _deletion;
    private readonly StartKeys _keys;
    private readonly AzureDefinitionStore _definitions;
    private readonly AssetStore _assets;
    private readonly TimeProvider _clock;
    private readonly Action<Exception> _trouble;

    internal RunRecords(
        RunRows runs, RunWriter writer, RunWork work, RunDeletion deletion, StartKeys keys, (AzureDefinitionStore Definitions, AssetStore Assets) bodies, TimeProvider clock, Action<Exception> trouble)
    {
        (_runs, _writer, _work, _deletion, _keys) = (runs, writer, work, deletion, keys);
        (_definitions, _assets) = bodies;
        (_clock, _trouble) = (clock, trouble);
    }

    /// <summary>Records the run with its document and inputs, and hands its first execution to the platform. The same start again is the same run.</summary>
    /// <exception cref="RunConflictException">The run id is taken by another start.</exception>
    /// <exception cref="StartKeyTakenException">Another run was started with the key.</exception>
    public async Task<RunRecord> StartAsync(RunStart start, CancellationToken cancellationToken)
    {
        Identifier.Check(start.RunId, "Run");
        while (true)
        {
            if (await _runs.FindAsync(start.RunId, cancellationToken) is { } there)
            {
                if (there.IsLeaving)
                {
                    await _deletion.FinishAsync(there, cancellationToken);
                    continue;
                }

                var differences = start.DifferencesFrom(there.Record);
                return differences.Count > 0 ? throw new RunConflictException(start.RunId, differences) : await FollowAsync(there.Record, cancellationToken);
            }

            var record = Record(start);
            if (await TryInsertAsync(start, record, cancellationToken))
            {
                return await FollowAsync(record, cancellationToken);
            }
        }
    }

    /// <summary>Puts what the function makes of the record in its place, as often as it takes; a null from it changes nothing.</summary>
    /// <returns>The record as it then stands.</returns>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    public async Task<RunRecord> ChangeAsync(string runId, Func<RunRecord, RunRecord?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var before = await FindAsync(runId, cancellationToken);
            if (change(before.Record) is not { } record)
            {
                return before.Record;
            }

            if (await TryChangeAsync(before, before with { Record = record, IsClosed = record.IsFinal && before.IsClosed }, null, cancellationToken))
            {
                return await FollowAsync(record, cancellationToken);
            }
        }
    }

    /// <summary>Makes the change that the function gives, as often as it takes; a null from it changes nothing. What a person commanded counts.</summary>
    /// <returns>The record as it then stands.</returns>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    /// <exception cref="IllegalTransitionException">The run does not allow the change.</exception>
    public async Task<RunRecord> CommandAsync(string runId, Func<RunRecord, RunChange?> command, CancellationToken cancellationToken)
    {
        while (true)
        {
            var before = await FindAsync(runId, cancellationToken);
            if (command(before.Record) is not { } change)
            {
                return before.Record;
            }

            var record = change.ApplyTo(before.Record);
            var counted = CommandInterventions.Of(before.Record, record, change, before.Version + 1) is { } one ? [.. before.Interventions, one] : before.Interventions;
            if (await TryChangeAsync(before, before with { Record = record, IsClosed = record.IsFinal && before.IsClosed, Interventions = counted }, null, cancellationToken))
            {
                return await FollowAsync(record, cancellationToken);
            }
        }
    }

    /// <summary>Starts the next execution of a failed run from the checkpoint in its result.</summary>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    /// <exception cref="IllegalTransitionException">The run is not failed.</exception>
    public async Task<RunRecord> RetryAsync(string runId, CancellationToken cancellationToken)
    {
        while (true)
        {
            var before = await FindAsync(runId, cancellationToken);
            var run = before.Record;
            var status = RunTransitions.Next(runId, run.Status, RunCommand.Retry);
            if (!before.IsClosed)
            {
                // The end that is retried has its traces too.
                await _work.FinishAsync(runId, cancellationToken);
                continue;
            }

            var last = await _runs.FindInputAsync(runId, run.ExecutionId, cancellationToken) ?? throw new RunNotFoundException(runId);
            var record = run with { ExecutionId = InstanceIds.Execution(runId, InstanceIds.RetriesBefore(runId, run.ExecutionId) + 1), Status = status, CompletedAt = null, Result = null, Error = null, Progress = null };

            // An execution that the platform failed left no result: its own checkpoint is the latest one.
            var input = last with { Checkpoint = run.Result ?? last.Checkpoint };
            if (await TryChangeAsync(before, before with { Record = record, IsScheduled = false, IsClosed = false, Interventions = [.. before.Interventions, CommandInterventions.OfRetry(record, _clock.GetUtcNow())] }, input, cancellationToken))
            {
                return await FollowAsync(record, cancellationToken);
            }
        }
    }

    /// <summary>Deletes a final run with everything of it.</summary>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    /// <exception cref="IllegalTransitionException">It is not final.</exception>
    public Task DeleteAsync(string runId, CancellationToken cancellationToken) => _deletion.DeleteAsync(runId, cancellationToken);

    /// <summary>
    /// Deletes the final runs that the query selects. What is gone stays gone however it is interrupted; the same call again goes on.
    /// No run is still ending here: a record that is final has nothing that runs.
    /// </summary>
    /// <exception cref="ArgumentException">A status is not final, or the age is below zero.</exception>
    public async Task<PurgeOutcome> DeleteAsync(PurgeQuery query, IProgress<int>? progress, CancellationToken cancellationToken) =>
        new(await _deletion.DeleteAsync(query, _clock.GetUtcNow(), progress, cancellationToken), []);

    private async Task<bool> TryInsertAsync(RunStart start, RunRecord record, CancellationToken cancellationToken)
    {
        if (start.Key is { } key)
        {
            await _keys.ClaimAsync(key.Key, start.RunId, cancellationToken);
        }

        foreach (var (sha256, body) in start.Bodies)
        {
            await _assets.PutAsync(start.RunId, sha256, body, cancellationToken);
        }

        await _definitions.KeepAsync(start.DefinitionHash, start.Definition, RunDeletion.UserOf(record), cancellationToken);
        var first = new RunRow(record, null) { Version = 1, StatusSince = 1, WorkSince = 1, Untold = new Dictionary<long, RunEvent> { [1] = RunEvent.OfStart(record) } };
        var input = new RunInput(start.RunId, start.MissionId, start.DefinitionHash, start.Inputs, start.DataDirectory, record.CreatedAt);
        if (await _writer.TryInsertAsync(first, input, cancellationToken))
        {
            return true;
        }

        if (await _runs.FindAsync(start.RunId, cancellationToken) is not { } winner || RunDeletion.UserOf(winner.Record) != RunDeletion.UserOf(record))
        {
            await _definitions.LeaveAsync(start.DefinitionHash, RunDeletion.UserOf(record), cancellationToken);
        }

        return false;
    }

    private Task<bool> TryChangeAsync(RunRow before, RunRow changed, RunInput? input, CancellationToken cancellationToken)
    {
        var untold = new Dictionary<long, RunEvent>(before.Untold);
        if (RunEvent.OfChange(before.Record, changed.Record, _clock.GetUtcNow()) is { } happened)
        {
            untold[before.Version + 1] = happened;
        }

        return _writer.TryChangeAsync(before, changed with { Untold = untold }, input, cancellationToken);
    }

    /// <summary>The record is durable: what cannot be done now is left to the sweep.</summary>
    private async Task<RunRecord> FollowAsync(RunRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await _work.FinishAsync(record.RunId, cancellationToken);
        }
        catch (Exception error) when (error is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            _trouble(error);
        }

        return record;
    }

    private async Task<RunRow> FindAsync(string runId, CancellationToken cancellationToken) =>
        await _runs.FindAsync(runId, cancellationToken) is { IsLeaving: false } run ? run : throw new RunNotFoundException(runId);

    private RunRecord Record(RunStart start) =>
        new(start.RunId, start.MissionId, start.RunId, RunStatus.Pending, start.DefinitionHash, start.InputHashes, start.DataDirectory, start.RequestedBy, _clock.GetUtcNow())
        {
            Start = start.Key,
        };
}

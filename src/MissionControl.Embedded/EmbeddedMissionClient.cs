using MissionControl.Embedded.Execution;
using MissionControl.Embedded.Hub;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded;

/// <summary>Every command is one transaction: the run record never says something else than the histories.</summary>
public sealed class EmbeddedMissionClient : MissionClient
{
    private readonly TaskHub _hub;
    private readonly OrchestrationClient _instances;
    private readonly Stores.HubWriter _writer;
    private readonly string _version;

    internal EmbeddedMissionClient(TaskHub hub, OrchestrationClient instances, Stores.HubWriter writer, RunStore runs, string version)
    {
        _hub = hub;
        _instances = instances;
        _writer = writer;
        _version = version;
        Runs = runs;
    }

    public override RunStore Runs { get; }

    public override async Task<RunRecord> StartAsync(RunStart start, CancellationToken cancellationToken)
    {
        Identifier.Check(start.RunId, "Run");
        var run = new RunRecord(
            start.RunId, start.MissionId, start.RunId, RunStatus.Pending, start.DefinitionHash, start.InputHashes, start.DataDirectory, start.RequestedBy, _hub.Clock.GetUtcNow())
        {
            Start = start.Key,
        };
        var input = new RunInput(start.RunId, start.MissionId, start.DefinitionHash, start.Inputs, start.DataDirectory, run.CreatedAt) { RequestedBy = start.RequestedBy };
        if (!await BeginAsync(input, run.ExecutionId, tables => Insert(tables, start, run), start.RequestedBy, BytesOf(start), cancellationToken))
        {
            Compare(await FindAsync(start.RunId, cancellationToken), start);
        }

        return await FindAsync(start.RunId, cancellationToken);
    }

    public override async Task<RunRecord> RetryAsync(string runId, string by, CancellationToken cancellationToken)
    {
        var run = await FindAsync(runId, cancellationToken);
        RunTransitions.Next(runId, run.Status, RunCommand.Retry);
        var last = ReadHistory(runId, run.ExecutionId).OfType<ExecutionStarted>().FirstOrDefault() ?? throw new RunNotFoundException(runId);
        var input = Wire.Deserialize<RunInput>(last.Input!)!;
        var execution = InstanceIds.Execution(runId, InstanceIds.RetriesBefore(runId, run.ExecutionId) + 1);

        // An execution that the platform failed left no result: its own checkpoint is the latest one.
        input = input with { Checkpoint = run.Result ?? input.Checkpoint };
        await BeginAsync(input, execution, tables => BeginRetry(tables, run, execution, _hub.Clock.GetUtcNow()), by, 0, cancellationToken);
        return await FindAsync(runId, cancellationToken);
    }

    public override Task<RunRecord> SuspendAsync(string runId, string by, string? reason, CancellationToken cancellationToken) =>
        CommandAsync(runId, RunCommand.Suspend, new ExecutionSuspended(by, reason), cancellationToken);

    public override Task<RunRecord> ResumeAsync(string runId, string by, string? reason, CancellationToken cancellationToken) =>
        CommandAsync(runId, RunCommand.Resume, new ExecutionResumed(by, reason), cancellationToken);

    public override Task<RunRecord> TerminateAsync(string runId, string by, string? reason, CancellationToken cancellationToken) =>
        CommandAsync(runId, RunCommand.Terminate, new ExecutionTerminated(by, reason), cancellationToken);

    public override async Task PurgeAsync(string runId, CancellationToken cancellationToken)
    {
        var run = await FindAsync(runId, cancellationToken);
        RunTransitions.Next(runId, run.Status, RunCommand.Purge);
        while (await _writer.WriteAsync(tables => tables.Runs.Find(runId) is { } found ? Stores.Purge.Delete(tables, found) : null, cancellationToken) is { } open)
        {
            await _instances.WaitForCompletionAsync(open, cancellationToken);
        }
    }

    public override Task<PurgeOutcome> PurgeAsync(PurgeQuery query, IProgress<int>? progress, CancellationToken cancellationToken) =>
        new Stores.Purge(_writer, _hub.Clock).RunAsync(query, progress, cancellationToken);

    public override Task RaiseEventAsync(string instanceId, string eventName, object? payload, string? eventId, CancellationToken cancellationToken, string? by = null) =>
        _instances.RaiseEventAsync(instanceId, eventName, payload, eventId, by).WaitAsync(cancellationToken);

    private static void Insert(HubTables tables, RunStart start, RunRecord run)
    {
        if (start.Key is { } key && tables.Runs.FindStart(key.Key) is { } earlier)
        {
            throw new StartKeyTakenException(earlier.RunId);
        }

        foreach (var (sha256, body) in start.Bodies)
        {
            tables.Bodies.PutAsset(start.RunId, sha256, body);
        }

        tables.Bodies.PutDefinition(start.DefinitionHash, start.Definition);
        tables.Runs.Insert(run);
        tables.Events.Started(run);
    }

    private static void BeginRetry(HubTables tables, RunRecord seen, string execution, DateTimeOffset at)
    {
        var run = tables.Runs.Find(seen.RunId) ?? throw new RunNotFoundException(seen.RunId);
        var status = RunTransitions.Next(run.RunId, run.Status, RunCommand.Retry);
        var again = run with { ExecutionId = execution, Status = status, CompletedAt = null, Result = null, Error = null, Progress = null };
        tables.Runs.Update(again);
        tables.Events.Changed((run, again), at);
        Stores.RunTraces.Retried(tables, again, at);
    }

    private static void Compare(RunRecord run, RunStart start)
    {
        if (start.DifferencesFrom(run) is { Count: > 0 } differences)
        {
            throw new RunConflictException(run.RunId, differences);
        }
    }

    private static long BytesOf(RunStart start) => start.Definition.LongLength + start.Bodies.Values.Sum(body => body.LongLength);

    private async Task<bool> BeginAsync(RunInput input, string execution, Action<HubTables> writes, string? by, long bytes, CancellationToken cancellationToken)
    {
        var start = new InstanceStart(TaskNames.Mission, _version, Wire.Serialize(input), input.RunId, writes) { By = by, Bytes = bytes };
        return await _instances.StartAsync(execution, start).WaitAsync(cancellationToken);
    }

    private List<HistoryEvent> ReadHistory(string runId, string execution)
    {
        // It may be purged between two reads.
        var row = _hub.Store.Read(tables => tables.Instances.Find(execution)) ?? throw new RunNotFoundException(runId);
        _hub.Store.Check(row);
        return _hub.Store.ReadHistory(row, row.Tail);
    }

    private async Task<RunRecord> CommandAsync(string runId, RunCommand command, HistoryEvent happened, CancellationToken cancellationToken)
    {
        var run = await FindAsync(runId, cancellationToken);
        RunTransitions.Next(runId, run.Status, command);
        await _instances.SendAsync(run.ExecutionId, happened).WaitAsync(cancellationToken);
        var after = await FindAsync(runId, cancellationToken);

        // The run may have ended while the command was on its way.
        if (after.IsFinal && command != RunCommand.Terminate && after.ExecutionId == run.ExecutionId && command != RunCommand.Resume)
        {
            RunTransitions.Next(runId, after.Status, command);
        }

        return after;
    }

    private async Task<RunRecord> FindAsync(string runId, CancellationToken cancellationToken) =>
        await Runs.GetAsync(runId, cancellationToken) ?? throw new RunNotFoundException(runId);
}

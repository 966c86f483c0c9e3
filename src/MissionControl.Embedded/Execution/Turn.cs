using System.Text.Json;
using MissionControl.Embedded.Hub;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Execution;

/// <summary>One turn: takes the waiting messages, lets the code decide, and returns what to write. It performs nothing itself.</summary>
internal sealed class Turn(TaskHub hub, Instance instance)
{
    private TurnCommit _commit = new(hub, instance);
    private readonly List<HistoryEvent> _inputs = [];
    private IReadOnlyList<HistoryEvent> _earlier = [];
    private List<HistoryEvent>? _recorded;
    private bool _resumes;
    private bool _refills;

    /// <summary>Null when the messages change nothing.</summary>
    public CommitUnit? Take(List<Message> messages)
    {
        _refills = messages.Exists(message => message.Refills);
        var commit = TryTake(messages);
        if (_refills)
        {
            hub.Refilled();
        }

        return commit;
    }

    private CommitUnit? TryTake(List<Message> messages)
    {
        if (!TurnRetry.IsDue(hub, instance, messages))
        {
            return null;
        }

        _commit.Before = instance.Row;
        try
        {
            if (instance.State is null && !Load(messages))
            {
                return instance.Row is { IsHalted: true } ? TakeHalted(messages) : DropAll(messages);
            }

            if (_refills)
            {
                hub.StartOpenActivities(instance, refills: true);
            }

            return !instance.Row!.IsHalted || TryUnstop(messages) ? Decide(messages) : null;
        }
        catch (Exception error) when (error is not (OutOfMemoryException or HubUnavailableException) && _commit.Before is { Status: InstanceStatus.Quarantined } && Termination(messages) is not null)
        {
            // Its end needs neither history nor messages, least of all those that cannot be read.
            instance.Row = _commit.Before;
            _commit = new TurnCommit(hub, instance) { Before = instance.Row };
            return TakeHalted(messages);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return Stopping.Begin(hub, instance, messages, _commit, error);
        }
    }

    private bool Load(List<Message> messages)
    {
        if (TryBegin(messages))
        {
            return true;
        }

        var row = hub.Store.Read(tables => tables.Instances.Find(instance.Id));
        if (row is null)
        {
            return TryCreate(messages);
        }

        hub.Newborn.TryRemove(instance.Id, out _);
        instance.Row = _commit.Before = row;
        instance.Tail = row.Tail;
        if ((row.Status == InstanceStatus.Tampered && !TriesAgain(messages))
            || (row.Status == InstanceStatus.Quarantined && !TriesAgain(messages) && Termination(messages) is null))
        {
            return false;
        }

        hub.Store.Check(row);
        if (row.IsFinal)
        {
            return false;
        }

        var state = new ExecutionState(row.SeenEvents);
        ReadHistory().ForEach(state.Apply);
        instance.State = state;
        instance.IsHeldBack = state.IsSuspended || row.IsHalted;
        if (!_refills)
        {
            hub.StartOpenActivities(instance);
        }

        return true;
    }

    /// <summary>What its parent has just written needs no reading, unless somebody was faster and the child has gone on since.</summary>
    private bool TryBegin(List<Message> messages)
    {
        if (messages.Find(message => message.Child is not null).Child is not { } child || !hub.Newborn.TryRemove(KeyValuePair.Create(instance.Id, child)))
        {
            return false;
        }

        instance.Row = _commit.Before = child.Row;
        instance.Tail = child.Row.Tail;
        instance.State = new ExecutionState([]);
        _recorded = [.. child.Events];
        _recorded.ForEach(instance.State.Apply);
        return true;
    }

    private static bool TriesAgain(List<Message> messages) =>
        messages.Exists(message => message.Event is ExecutionResumed) && Termination(messages) is null;

    private static ExecutionTerminated? Termination(List<Message> messages) =>
        messages.Find(message => message.Event is ExecutionTerminated).Event as ExecutionTerminated;

    private TurnCommit? DropAll(List<Message> messages)
    {
        messages.ForEach(hub.Drop);
        return null;
    }

    /// <summary>An instance without a history that could be used can end, and nothing else.</summary>
    private TurnCommit? TakeHalted(List<Message> messages)
    {
        if (Termination(messages) is { } terminated)
        {
            _commit.Taken.AddRange(instance.Held);
            _commit.Taken.AddRange(messages);
            instance.Held.Clear();
            return new EndWithoutHistory(hub, instance, _commit).Describe(terminated);
        }

        Stopping.Hold(hub, instance, messages);
        return null;
    }

    private bool TryCreate(List<Message> messages)
    {
        if (messages.Find(message => message.Start is not null).Start is not { } start)
        {
            return false;
        }

        var started = new ExecutionStarted(start.Name, start.Version, start.Input, null, null) { By = start.By };
        instance.Row = new InstanceRow(hub.NextKey(), instance.Id, start.Name, hub.Clock.GetUtcNow()) { RunId = start.RunId };
        instance.State = new ExecutionState([]);
        instance.State.Apply(started);
        _commit.Start = start;
        _earlier = [started];
        return true;
    }

    /// <summary>A stopped instance takes nothing until it is resumed or terminated.</summary>
    private bool TryUnstop(List<Message> messages)
    {
        if (!messages.Exists(message => message.Event is ExecutionResumed or ExecutionTerminated))
        {
            Stopping.Hold(hub, instance, messages);
            return false;
        }

        messages.InsertRange(0, instance.Held);
        instance.Held.Clear();
        instance.Row = instance.Row! with { Status = InstanceStatus.Running, Error = null };
        _commit.Row = instance.Row;
        _commit.Releases = true;
        _resumes = !messages.Exists(message => message.Event is ExecutionTerminated);
        return true;
    }

    private TurnCommit? Decide(List<Message> messages)
    {
        var state = instance.State!;
        var outcome = new TurnOutcome(hub, instance, _commit);
        if (!state.HasBegun && _commit.Start is null)
        {
            _earlier = ReadHistory();
        }
        else if (state.HasBegun && instance.Live is null && (_resumes || NeedsCode(state, messages)))
        {
            instance.Live = Rebuild();
        }

        var isFirst = !state.HasBegun;
        var wasSuspended = state.IsSuspended;
        messages.ForEach(message => Accept(message, outcome));
        if (_inputs.Count == 0 && !isFirst && instance.Live?.HasStray != true)
        {
            return outcome.CommitWithoutEvents(messages);
        }

        _commit.Releases |= wasSuspended && !state.IsSuspended;
        var turn = new OrchestratorStarted(Later(hub.Clock.GetUtcNow(), state.LastTurn));
        state.Apply(turn);
        List<HistoryEvent> events = _commit.Start is null ? [turn, .. _inputs] : [.. _earlier, turn, .. _inputs];
        if (!state.IsTerminated && (isFirst || instance.Live is not null))
        {
            instance.Live ??= Create(state.Started!);
            events.AddRange(outcome.Describe(instance.Live.Take(turn.At, isFirst ? [.. _earlier, .. _inputs] : _inputs, replaying: false)));
        }

        return outcome.Commit(events);
    }

    private static bool NeedsCode(ExecutionState state, List<Message> messages) =>
        !messages.Exists(message => message.Event is ExecutionTerminated)
        && (!state.IsSuspended || messages.Exists(message => message.Event is ExecutionResumed))
        && messages.Exists(message => message.Event is not null && state.Accepts(message.Event));

    private void Accept(Message message, TurnOutcome outcome)
    {
        var state = instance.State!;
        if (message.Event is UnreadableMessage unreadable)
        {
            throw new JsonException($"Message {message.InboxId} of its inbox cannot be read: {unreadable.Fault}");
        }

        _commit.Taken.Add(message);
        if (message.AnsweredActivity is { } taskId)
        {
            instance.Landed(message.Generation ?? 0, taskId);
        }

        if (message.Event is not { } happened || (message.Generation is { } generation && generation != instance.Row!.Generation))
        {
            return;
        }

        var accepted = state.Accepts(happened);
        if (accepted)
        {
            state.Apply(happened);
            _inputs.Add(happened);
        }

        outcome.Heard(happened, accepted, message.Taken);
    }

    private Coroutine Rebuild()
    {
        var live = Create(instance.State!.Started!);
        Replay.Run(live, instance.Id, ReadHistory());
        Observation.Instruments.Replayed();
        return live;
    }

    private Coroutine Create(ExecutionStarted started)
    {
        var orchestrator = hub.Registry.CreateOrchestrator(started.Name) ?? throw new OrchestratorMissingException(started.Name, instance.Id);
        var isRun = instance.Row is { RunId: not null, Parent: null };
        return new Coroutine(orchestrator, instance.Id, isRun, started, () => hub.Deliver(instance.Id, default));
    }

    private List<HistoryEvent> ReadHistory() => _recorded ??= hub.Store.ReadHistory(instance.Row!, instance.Tail);

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

using MissionControl.Embedded.Hub;
using MissionControl.Embedded.Stores;
using MissionControl.Missions;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Execution;

/// <summary>Everything a turn changes: written in one transaction, and acted upon only after that.</summary>
/// <remarks>Most turns need few of the lists; they are made when they are needed.</remarks>
internal sealed class TurnCommit(TaskHub hub, Instance instance) : CommitUnit
{
    public override bool IsKept => Start is null;

    public override long Size => (Chunk?.Encoded?.Length ?? 0) + (Start?.Bytes ?? 0);

    public InstanceStart? Start { get; set; }

    /// <summary>What happened in the turn, for those who watch.</summary>
    public IReadOnlyList<HistoryEvent> Seen { get; set; } = [];

    /// <summary>The row as it is on disk before the turn; null when there is none.</summary>
    public InstanceRow? Before { get; set; }

    /// <summary>The row when it is new or changed.</summary>
    public InstanceRow? Row { get; set; }

    public HistoryChunk? Chunk { get; set; }

    /// <summary>Where the history ends with this turn; null in a hub that seals nothing.</summary>
    public HistoryTail? Tail { get; set; }

    /// <summary>The events replace those of the execution before.</summary>
    public bool ReplacesHistory { get; set; }

    public List<TimerRow>? Timers { get; set; }

    public List<TimerRow>? TimersGone { get; set; }

    public List<ChildStart>? Children { get; set; }

    /// <summary>Messages to other instances, with the acknowledgement that waits for them too.</summary>
    public List<(InboxRow Row, Acknowledgement? Taken)>? Outbox { get; set; }

    public List<Message> Taken { get; } = new(1);

    public RunChange? Run { get; set; }

    /// <summary>Activities to start, once on disk.</summary>
    public List<TaskScheduled>? Activities { get; set; }

    /// <summary>Open activities may start again: it was resumed.</summary>
    public bool Releases { get; set; }

    public override void Apply(HubTables tables)
    {
        Start?.Writes?.Invoke(tables);
        var instances = tables.Instances;
        if (ReplacesHistory && Start is null)
        {
            instances.DeleteHistory(Row!.Key);
        }

        if (Row is not null)
        {
            Save(instances, Row);
        }
        else if (Tail is not null)
        {
            instances.Advance(instance.Row!.Key, Tail);
        }

        if (Chunk is not null)
        {
            instances.Append(instance.Row!.Key, Chunk);
        }

        TimersGone?.ForEach(timer => instances.RemoveTimer(timer.Key, timer.TaskId));
        Timers?.ForEach(instances.AddTimer);
        Children?.ForEach(child => child.Apply(instances));
        Outbox?.ForEach(message => instances.AddMessage(message.Row));
        foreach (var message in Taken)
        {
            if (message.InboxId > 0)
            {
                instances.RemoveMessage(message.InboxId);
            }
        }

        if (Run is not null)
        {
            ApplyRun(tables, Run);
        }
    }

    public override void Committed()
    {
        instance.Tail = Tail ?? instance.Tail;
        if (Run is not null)
        {
            hub.Written.Written();
        }

        hub.Perform(instance, this);
        instance.FinishTurn();
    }

    public override void Failed(Exception error)
    {
        Start?.Fail(error);
        Taken.ForEach(message => message.Taken?.Fail(error));
        Children?.ForEach(child => hub.Newborn.TryRemove(KeyValuePair.Create(child.InstanceId, child)));
        hub.Abandon(instance, this, error);
    }

    private void Save(InstanceTable instances, InstanceRow row)
    {
        if (Start is not null)
        {
            instances.Insert(row);
        }
        else
        {
            instances.Update(row);
        }
    }

    private static void ApplyRun(HubTables tables, RunChange change)
    {
        var changed = tables.Runs.Apply(change);
        tables.Events.Changed(changed, change.At);

        // The end of an execution that is no longer the current one ends nothing.
        if (changed is not { } run)
        {
            return;
        }

        if (change.Ending is { } ending)
        {
            ApprovalAudit.CancelOpen(tables, run.After, change.At, ending);
        }

        RunTraces.Changed(tables, run.Before, run.After, change);
    }
}

/// <summary>A child that its parent's turn creates.</summary>
internal sealed class ChildStart(InstanceRow row, HistoryChunk chunk, InboxRow refusal)
{
    public string InstanceId => row.Id;

    public InstanceRow Row => row;

    public IReadOnlyList<HistoryEvent> Events => chunk.Events;

    /// <summary>Another instance has the id and has not ended: the parent hears so instead.</summary>
    public bool IsRefused { get; private set; }

    public InboxRow Refusal => refusal;

    public void Apply(InstanceTable instances)
    {
        var existing = instances.Find(row.Id);
        IsRefused = existing is { IsFinal: false };
        if (IsRefused)
        {
            instances.AddMessage(refusal);
            return;
        }

        if (existing is not null)
        {
            instances.Delete(existing.Key);
        }

        instances.Insert(row);
        instances.Append(row.Key, chunk);
    }
}

using MissionControl.Embedded.Hub;
using MissionControl.Embedded.Sealing;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Execution;

/// <summary>An instance whose turn cannot be taken stops as it is on disk, and keeps its messages for the day on which it is resumed.</summary>
internal static class Stopping
{
    /// <returns>What makes the stop visible; null when there is nothing on disk that could stop.</returns>
    public static CommitUnit? Begin(TaskHub hub, Instance instance, List<Message> messages, TurnCommit turn, Exception error)
    {
        instance.Live = null;
        instance.State = null;
        if (turn.Start is not null || (turn.Before is null && error is not HubUnavailableException))
        {
            instance.Row = null;
            messages.ForEach(message => hub.Fail(message, error));
            return null;
        }

        instance.Row = turn.Before;
        if (TurnRetry.TryPostpone(hub, instance, messages, error))
        {
            return null;
        }

        if (turn.Before is not { } row)
        {
            messages.ForEach(message => hub.Fail(message, error));
            return null;
        }

        instance.IsHeldBack = true;
        instance.Row = Halted(hub, instance, row with { Tail = instance.Tail }, error);
        instance.Trouble = null;
        return new StopCommit(hub, instance, instance.Row, Keep(hub, instance, messages));
    }

    private static InstanceRow Halted(TaskHub hub, Instance instance, InstanceRow row, Exception error)
    {
        if (error is TamperedHistoryException)
        {
            return row with { Status = InstanceStatus.Tampered, Error = Failures.Describe(error) };
        }

        row = instance.Trouble is { Failures: var times } && error is not (NonDeterminismException or OrchestratorMissingException)
            ? row with { Status = InstanceStatus.Quarantined, Error = Quarantine.AfterFailures(row, times, error) }
            : row with { Status = InstanceStatus.Stopped, Error = Failures.Describe(error) };
        return row with { Tail = hub.Store.Seal(row, row.Tail, null) };
    }

    /// <summary>An event from outside moves into the inbox, so that it can be acknowledged.</summary>
    public static void Hold(TaskHub hub, Instance instance, List<Message> messages) => Keep(hub, instance, messages).ForEach(hub.Committer.Submit);

    private static List<HeldMessage> Keep(TaskHub hub, Instance instance, List<Message> messages)
    {
        var kept = new List<HeldMessage>();
        foreach (var message in messages)
        {
            instance.StayInFlight(message);
            if (message is { Event: EventRaised, InboxId: 0 })
            {
                var row = new InboxRow(hub.NextMessage(), instance.Id, message.Generation, message.Event);
                kept.Add(new HeldMessage(row, message.Taken));
                instance.Held.Add(message with { InboxId = row.Id, Taken = null });
            }
            else
            {
                message.Start?.Done(started: false);
                message.Taken?.Done();
                instance.Held.Add(message with { Taken = null, Start = null });
            }
        }

        return kept;
    }

    private sealed class HeldMessage(InboxRow row, Acknowledgement? taken) : CommitUnit
    {
        public override void Apply(HubTables tables) => tables.Instances.AddMessage(row);

        public override void Committed() => taken?.Done();

        public override void Failed(Exception error) => taken?.Fail(error);
    }

    private sealed class StopCommit(TaskHub hub, Instance instance, InstanceRow row, List<HeldMessage> held) : CommitUnit
    {
        public override bool IsKept => true;

        public override void Apply(HubTables tables)
        {
            Quarantine.Write(tables, row, hub.Clock.GetUtcNow());
            held.ForEach(message => message.Apply(tables));
        }

        // Whoever is told that the event was taken finds the instance stopped.
        public override void Committed()
        {
            instance.Tail = row.Tail;
            if (row.Status == InstanceStatus.Quarantined)
            {
                Observation.Instruments.Quarantined();
            }

            held.ForEach(message => message.Committed());
            instance.FinishTurn();
        }

        public override void Failed(Exception error)
        {
            held.ForEach(message => message.Failed(error));
            instance.FinishTurn();
        }
    }
}

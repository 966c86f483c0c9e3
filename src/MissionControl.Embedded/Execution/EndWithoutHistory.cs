using MissionControl.Embedded.Hub;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Execution;

/// <summary>Terminates an instance whose history cannot be believed or read, from what stands outside of it: the history stays as it was found.</summary>
internal sealed class EndWithoutHistory(TaskHub hub, Instance instance, TurnCommit commit)
{
    public TurnCommit Describe(ExecutionTerminated terminated)
    {
        var row = instance.Row!;
        var at = hub.Clock.GetUtcNow();

        // A tampered row is sealed as one without a history: it can be believed again, what lies under it cannot.
        instance.State = new ExecutionState([]);
        instance.State.Apply(terminated);
        instance.Row = row with
        {
            Status = InstanceStatus.Terminated,
            Active = false,
            CompletedAt = at,
            Error = new FailureDetails("Terminated", $"{terminated.Reason ?? "It was terminated."} {row.Error?.ErrorMessage}"),
        };
        commit.Tail = hub.Store.Seal(instance.Row, row.Status == InstanceStatus.Tampered ? null : row.Tail, null);
        commit.Row = instance.Row with { Tail = commit.Tail };
        commit.TimersGone = hub.Store.Read(tables => tables.Instances.ReadTimers()).Where(timer => timer.Key == row.Key).ToList();
        commit.Outbox = hub.Store.Read(tables => tables.Instances.ReadOpenChildren(row.Id)).Select(child => (Message(child, null, terminated), (Acknowledgement?)null)).ToList();
        if (row.Parent is { } parent)
        {
            var answer = new SubOrchestrationInstanceFailed(parent.TaskId, new FailureDetails("Terminated", commit.Row.Error!.ErrorMessage));
            commit.Outbox.Add((Message(parent.InstanceId, parent.Generation, answer), null));
        }
        else if (row.RunId is { } runId)
        {
            commit.Run = new RunChange(runId, row.Id) { Ending = RunCommand.Terminate, Error = terminated.Reason ?? row.Error?.ErrorMessage, At = at, By = terminated.By };
        }

        return commit;
    }

    private InboxRow Message(string target, int? generation, HistoryEvent happened) => new(hub.NextMessage(), target, generation, happened);
}

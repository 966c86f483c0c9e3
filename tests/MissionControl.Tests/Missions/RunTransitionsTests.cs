using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Tests.Missions;

public sealed class RunTransitionsTests
{
    private static readonly Dictionary<(RunStatus, RunCommand), RunStatus> Legal = new()
    {
        [(RunStatus.Pending, RunCommand.Run)] = RunStatus.Running,
        [(RunStatus.Pending, RunCommand.AwaitApproval)] = RunStatus.AwaitingApproval,
        [(RunStatus.Pending, RunCommand.Suspend)] = RunStatus.Suspended,
        [(RunStatus.Pending, RunCommand.Complete)] = RunStatus.Completed,
        [(RunStatus.Pending, RunCommand.Fail)] = RunStatus.Failed,
        [(RunStatus.Pending, RunCommand.Reject)] = RunStatus.Rejected,
        [(RunStatus.Pending, RunCommand.Terminate)] = RunStatus.Terminated,
        [(RunStatus.Running, RunCommand.Run)] = RunStatus.Running,
        [(RunStatus.Running, RunCommand.AwaitApproval)] = RunStatus.AwaitingApproval,
        [(RunStatus.Running, RunCommand.Suspend)] = RunStatus.Suspended,
        [(RunStatus.Running, RunCommand.Complete)] = RunStatus.Completed,
        [(RunStatus.Running, RunCommand.Fail)] = RunStatus.Failed,
        [(RunStatus.Running, RunCommand.Reject)] = RunStatus.Rejected,
        [(RunStatus.Running, RunCommand.Terminate)] = RunStatus.Terminated,
        [(RunStatus.AwaitingApproval, RunCommand.Run)] = RunStatus.Running,
        [(RunStatus.AwaitingApproval, RunCommand.AwaitApproval)] = RunStatus.AwaitingApproval,
        [(RunStatus.AwaitingApproval, RunCommand.Suspend)] = RunStatus.Suspended,
        [(RunStatus.AwaitingApproval, RunCommand.Complete)] = RunStatus.Completed,
        [(RunStatus.AwaitingApproval, RunCommand.Fail)] = RunStatus.Failed,
        [(RunStatus.AwaitingApproval, RunCommand.Reject)] = RunStatus.Rejected,
        [(RunStatus.AwaitingApproval, RunCommand.Terminate)] = RunStatus.Terminated,
        [(RunStatus.Suspended, RunCommand.Resume)] = RunStatus.Running,
        [(RunStatus.Suspended, RunCommand.Terminate)] = RunStatus.Terminated,
        [(RunStatus.Failed, RunCommand.Retry)] = RunStatus.Running,
        [(RunStatus.Completed, RunCommand.Purge)] = RunStatus.Completed,
        [(RunStatus.Failed, RunCommand.Purge)] = RunStatus.Failed,
        [(RunStatus.Rejected, RunCommand.Purge)] = RunStatus.Rejected,
        [(RunStatus.Terminated, RunCommand.Purge)] = RunStatus.Terminated,
    };

    public static TheoryData<RunStatus, RunCommand> EveryPair()
    {
        var pairs = new TheoryData<RunStatus, RunCommand>();
        foreach (var status in Enum.GetValues<RunStatus>())
        {
            foreach (var command in Enum.GetValues<RunCommand>())
            {
                pairs.Add(status, command);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void Next_EveryStatusAndCommand_MovesAsTheTableSaysOrThrows(RunStatus status, RunCommand command)
    {
        if (Legal.TryGetValue((status, command), out var next))
        {
            Assert.Equal(next, RunTransitions.Next("r", status, command));
        }
        else
        {
            var error = Assert.Throws<IllegalTransitionException>(() => RunTransitions.Next("r", status, command));
            Assert.Contains(Wire.Word(status), error.Message, StringComparison.Ordinal);
        }
    }
}

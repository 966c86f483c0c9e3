using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Tests.Missions;

public sealed class RecordRunActivityTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private RunRecord _run = new("r1", "m", "r1", RunStatus.Pending, "hash", new Dictionary<string, string>(), null, null, Now);

    [Fact]
    public async Task Notice_ThatIsNewer_IsTakenIn()
    {
        await TellAsync(1, change => change);
        await TellAsync(2, change => change with { Progress = new RunProgress(RunStatus.AwaitingApproval, 1, 2, ["a"]) });

        Assert.Equal((RunStatus.AwaitingApproval, 1), (_run.Status, _run.Progress!.HopsDone));
    }

    [Fact]
    public async Task Notice_ThatComesAfterANewerOne_IsNotHeard()
    {
        await TellAsync(2, change => change with { Progress = new RunProgress(RunStatus.Running, 2, 3, []) });
        await TellAsync(1, change => change with { Progress = new RunProgress(RunStatus.Running, 1, 3, []) });

        Assert.Equal(2, _run.Progress!.HopsDone);
    }

    [Fact]
    public async Task Notice_OfAnEarlierExecution_IsNotHeard()
    {
        _run = _run with { ExecutionId = "r1~r1", Status = RunStatus.Running };
        await TellAsync(9, change => change with { Ending = RunCommand.Fail });

        Assert.Equal(RunStatus.Running, _run.Status);
    }

    [Fact]
    public async Task FirstNotice_OfANewExecution_IsHeardWhateverTheLastOneTold()
    {
        await TellAsync(9, change => change with { Ending = RunCommand.Fail });
        _run = _run with { ExecutionId = "r1~r1", Status = RunStatus.Running };
        await TellAsync(1, change => change with { ExecutionId = "r1~r1", Ending = RunCommand.Complete });

        Assert.Equal(RunStatus.Completed, _run.Status);
    }

    [Fact]
    public async Task Notice_OfARunThatIsOver_ChangesNothing()
    {
        await TellAsync(1, change => change with { Ending = RunCommand.Terminate });
        await TellAsync(2, change => change with { Ending = RunCommand.Complete });

        Assert.Equal(RunStatus.Terminated, _run.Status);
    }

    [Fact]
    public async Task Notice_OfARunThatWasPurged_IsAnsweredAndDropped()
    {
        var activity = new RecordRunActivity((id, _, _) => throw new RunNotFoundException(id));

        Assert.Equal("false", await activity.RunAsync(Context, Notice(1, change => change)));
    }

    private static ActivityContext Context => new(TaskNames.RecordRun, "r1", CancellationToken.None);

    private static string Notice(int number, Func<RunChange, RunChange> change) => Wire.Serialize(new RunNotice(number, change(new RunChange("r1", "r1") { At = Now })));

    private Task<string?> TellAsync(int number, Func<RunChange, RunChange> change)
    {
        var activity = new RecordRunActivity((_, apply, _) =>
        {
            _run = apply(_run) ?? _run;
            return Task.FromResult(_run);
        });
        return activity.RunAsync(Context, Notice(number, change));
    }
}

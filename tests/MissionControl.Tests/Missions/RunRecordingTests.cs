using MissionControl.Missions;

namespace MissionControl.Tests.Missions;

public sealed class RunRecordingTests
{
    private readonly ToldContext _context = new();

    [Fact]
    public async Task Run_ThatCompletes_IsToldFromItsBeginningToItsResult()
    {
        var result = await new RunRecording(_context, "r1").RunAsync(_ => Task.FromResult(new RunResult(RunStatus.Completed)));

        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.Equal([1, 2], _context.Told.Select(told => told.Notice.Number));
        var end = _context.Told[^1].Notice.Change;
        Assert.Equal(("r1", RunCommand.Complete, RunStatus.Completed), (end.ExecutionId, end.Ending, end.Result!.Status));
    }

    [Theory]
    [InlineData(RunStatus.Completed, RunCommand.Complete)]
    [InlineData(RunStatus.Rejected, RunCommand.Reject)]
    [InlineData(RunStatus.Failed, RunCommand.Fail)]
    public async Task Result_OfARun_SaysByWhichCommandItEnded(RunStatus status, RunCommand ending)
    {
        await new RunRecording(_context, "r1").RunAsync(_ => Task.FromResult(new RunResult(status)));

        Assert.Equal(ending, _context.Told[^1].Notice.Change.Ending);
    }

    [Fact]
    public async Task Statuses_SetWhileANoticeIsUnderWay_AreToldByOneMore()
    {
        _context.HoldsAnswers = true;
        var go = new TaskCompletionSource();
        var run = new RunRecording(_context, "r1").RunAsync(async recorded =>
        {
            recorded.SetCustomStatus(Progress(1));
            recorded.SetCustomStatus(Progress(2));
            recorded.SetCustomStatus(Progress(3));
            await go.Task;
            return new RunResult(RunStatus.Completed);
        });

        Assert.Single(_context.Told);
        _context.HoldsAnswers = false;
        _context.Told[0].Answer.SetResult(true);
        go.SetResult();
        await run;

        Assert.Equal([null, 3, null], _context.Told.Select(told => told.Notice.Change.Progress?.HopsDone));
        Assert.Equal(3, Assert.IsType<RunProgress>(_context.Status).HopsDone);
    }

    [Fact]
    public async Task End_WhoseNoticeFails_IsToldAgainAfterLongerAndLongerPauses()
    {
        var result = await new RunRecording(_context, "r1").RunAsync(_ =>
        {
            _context.Failures = 3;
            return Task.FromResult(new RunResult(RunStatus.Completed));
        });

        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.Equal([2, 4, 8], _context.Timers.Select(at => (at - DateTimeOffset.UnixEpoch).TotalSeconds));
        Assert.Equal([RunCommand.Complete, RunCommand.Complete, RunCommand.Complete, RunCommand.Complete], _context.Told.Select(told => told.Notice.Change.Ending).OfType<RunCommand>());
    }

    [Fact]
    public async Task Orchestrator_ThatThrows_TellsThatTheRunFailedAndStillThrows()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => new RunRecording(_context, "r1").RunAsync(_ => throw new InvalidOperationException("no such hop")));

        var end = _context.Told[^1].Notice.Change;
        Assert.Equal((RunCommand.Fail, "InvalidOperationException: no such hop"), (end.Ending, end.Error));
    }

    private static RunProgress Progress(int done) => new(RunStatus.Running, done, 3, []);
}

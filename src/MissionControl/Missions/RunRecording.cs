using MissionControl.Runtime;

namespace MissionControl.Missions;

/// <summary>
/// Carries what a mission's orchestration tells of itself into the run record by activities, one after the other. What changes while one is under
/// way is told by the next; the end is told before the orchestration ends.
/// </summary>
internal sealed class RunRecording(OrchestrationContext context, string runId)
{
    private const int MostAttempts = 30;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private Task _telling = Task.CompletedTask;
    private RunProgress? _progress;
    private bool _isUntold;
    private int _number;

    public async Task<RunResult> RunAsync(Func<OrchestrationContext, Task<RunResult>> execute)
    {
        Tell(null);
        RunResult result;
        try
        {
            result = await execute(new RecordedContext(context, Tell));
        }
        catch (Exception error)
        {
            await EndAsync(Change() with { Ending = RunCommand.Fail, Error = $"{error.GetType().Name}: {error.Message}" });
            throw;
        }

        await EndAsync(Change() with { Ending = RunChange.EndingOf(result.Status), Result = result });
        return result;
    }

    private void Tell(RunProgress? progress)
    {
        _progress = progress;
        _isUntold = true;
        if (_telling.IsCompleted)
        {
            _telling = TellAsync();
        }
    }

    private async Task TellAsync()
    {
        while (_isUntold)
        {
            _isUntold = false;
            try
            {
                await context.CallActivityAsync<bool>(TaskNames.RecordRun, Notice(Change() with { Progress = _progress }));
            }
            catch (ActivityFailedException)
            {
                // The next notice brings what this one would have brought, and the end is told until it is heard.
                continue;
            }
        }
    }

    /// <summary>When it is not heard for hours, the orchestration ends all the same: whoever watches over the platform closes the run by its result.</summary>
    private async Task EndAsync(RunChange end)
    {
        _isUntold = false;
        await _telling;
        var notice = Notice(end);
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            try
            {
                await context.CallActivityAsync<bool>(TaskNames.RecordRun, notice);
                return;
            }
            catch (ActivityFailedException)
            {
                var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(attempt, 10)));
                await context.CreateTimer(context.CurrentUtcDateTime + (pause < LongestPause ? pause : LongestPause), CancellationToken.None);
            }
        }
    }

    private RunChange Change() => new(runId, context.InstanceId) { At = context.CurrentUtcDateTime };

    private RunNotice Notice(RunChange change) => new(++_number, change);
}

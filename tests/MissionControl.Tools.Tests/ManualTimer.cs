namespace MissionControl.Tools;

/// <summary>A clock with one timer, which the test fires.</summary>
internal sealed class ManualTimer : TimeProvider
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action? _fire;

    /// <summary>Completed when somebody has asked for the timer.</summary>
    public Task Asked => _asked.Task;

    public TimeSpan Due { get; private set; }

    public void Fire() => _fire!();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Due = dueTime;
        _fire = () => callback(state);
        _asked.TrySetResult();
        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

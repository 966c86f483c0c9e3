namespace MissionControl.Embedded.Execution;

/// <summary>Counts what is on its way and tells when nothing is.</summary>
internal sealed class IdleGate
{
    private readonly Lock _gate = new();
    private long _busy;
    private long _moves;
    private TaskCompletionSource? _idle;

    /// <summary>Grows with everything that begins or ends.</summary>
    public long Moves => Interlocked.Read(ref _moves);

    public void Enter()
    {
        Interlocked.Increment(ref _moves);
        Interlocked.Increment(ref _busy);
    }

    public void Exit()
    {
        Interlocked.Increment(ref _moves);
        if (Interlocked.Decrement(ref _busy) > 0)
        {
            return;
        }

        lock (_gate)
        {
            if (Interlocked.Read(ref _busy) == 0)
            {
                _idle?.TrySetResult();
                _idle = null;
            }
        }
    }

    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            // Announced first and looked at second: an exit in between finds the announcement.
            var idle = (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            if (Interlocked.Read(ref _busy) == 0)
            {
                _idle.TrySetResult();
                _idle = null;
            }

            return idle;
        }
    }
}

namespace MissionControl.Embedded.Stores;

/// <summary>Wakes those who wait for run events; with nobody waiting it costs one read.</summary>
internal sealed class EventSignal
{
    private TaskCompletionSource? _waiting;

    public Task WhenWritten()
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _waiting, mine, null) ?? mine).Task;
    }

    public void Written()
    {
        if (Volatile.Read(ref _waiting) is not null)
        {
            Interlocked.Exchange(ref _waiting, null)?.TrySetResult();
        }
    }
}

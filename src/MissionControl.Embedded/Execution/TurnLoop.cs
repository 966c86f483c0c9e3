namespace MissionControl.Embedded.Execution;

/// <summary>Runs an orchestrator's code on the thread of its turn, continuations in the order in which they became ready, and nowhere else.</summary>
internal sealed class TurnLoop(string instanceId, Action stray) : SynchronizationContext
{
    private Queue<(SendOrPostCallback Callback, object? State)>? _ready;
    private int _thread;

    /// <summary>The code awaited something that the context did not hand out.</summary>
    public Exception? Stray { get; private set; }

    public override SynchronizationContext CreateCopy() => this;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId != Volatile.Read(ref _thread))
        {
            Stray = new InvalidOperationException(
                $"The orchestrator of '{instanceId}' awaited something else than a task of its context. "
                + "Await only what the context hands out, without ConfigureAwait(false); put other work into an activity.");
            stray();
            return;
        }

        (_ready ??= new()).Enqueue((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <exception cref="InvalidOperationException">The caller is not the code of the current turn.</exception>
    public void Verify()
    {
        if (Environment.CurrentManagedThreadId != Volatile.Read(ref _thread))
        {
            throw new InvalidOperationException($"The context of '{instanceId}' was used outside of its turn. Use it only in the orchestrator, and await only its tasks.");
        }
    }

    public void Run(Action work)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        Volatile.Write(ref _thread, Environment.CurrentManagedThreadId);
        try
        {
            work();
            while (_ready is not null && _ready.TryDequeue(out var next))
            {
                next.Callback(next.State);
            }
        }
        finally
        {
            Volatile.Write(ref _thread, 0);
            SetSynchronizationContext(outer);
        }
    }
}

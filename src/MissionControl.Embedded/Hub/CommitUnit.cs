namespace MissionControl.Embedded.Hub;

/// <summary>A change that is applied whole or not at all, in one transaction with others.</summary>
internal abstract class CommitUnit
{
    /// <summary>Why it could not be applied.</summary>
    public Exception? Error { get; set; }

    /// <summary>Turns, and what activities write, are kept and tried again until they are on disk; a person's command is answered with the error instead.</summary>
    public virtual bool IsKept => false;

    /// <summary>About how many bytes it writes.</summary>
    public virtual long Size => 0;

    /// <summary>May be called again after a rollback, so it only writes into the tables.</summary>
    public abstract void Apply(HubTables tables);

    /// <summary>The change is on disk.</summary>
    public abstract void Committed();

    public abstract void Failed(Exception error);
}

/// <summary>A change somebody waits for.</summary>
internal sealed class Command<T>(Func<HubTables, T> apply, Action<T>? committed, bool isKept = false, long size = 0) : CommitUnit
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _cancellation;
    private T _result = default!;

    public Task<T> Task => _done.Task;

    public override bool IsKept => isKept;

    public override long Size => size;

    /// <summary>A caller that is cancelled waits no longer; the change happens all the same. Called before the command is submitted.</summary>
    public void Forsake(CancellationToken cancellationToken) => _cancellation =
        cancellationToken.UnsafeRegister(static (command, token) => ((Command<T>)command!)._done.TrySetCanceled(token), this);

    public override void Apply(HubTables tables) => _result = apply(tables);

    public override void Committed()
    {
        committed?.Invoke(_result);
        _cancellation.Unregister();
        _done.TrySetResult(_result);
    }

    public override void Failed(Exception error)
    {
        _cancellation.Unregister();
        _done.TrySetException(error);
    }
}

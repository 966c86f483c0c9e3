namespace MissionControl.Embedded.Execution;

/// <summary>
/// An awaited task of an orchestrator. Its continuations run inline, inside the turn; running them asynchronously would
/// send those of WhenAll and WhenAny to the thread pool.
/// </summary>
internal abstract class PendingTask
{
    public abstract void Complete(string? json);

    public abstract void Fail(Exception error);

    public abstract void Cancel(CancellationToken cancellationToken);
}

/// <inheritdoc/>
internal sealed class PendingTask<T> : PendingTask
{
    private readonly TaskCompletionSource<T> _source = new();

    public Task<T> Task => _source.Task;

    public override void Complete(string? json)
    {
        T? value;
        try
        {
            value = json is null ? default : Wire.Deserialize<T>(json);
        }
        catch (Exception error) when (error is System.Text.Json.JsonException or NotSupportedException)
        {
            _source.TrySetException(new InvalidOperationException($"The value cannot be read as {typeof(T).Name}: {error.Message}", error));
            return;
        }

        _source.TrySetResult(value!);
    }

    public override void Fail(Exception error) => _source.TrySetException(error);

    public override void Cancel(CancellationToken cancellationToken) => _source.TrySetCanceled(cancellationToken);
}

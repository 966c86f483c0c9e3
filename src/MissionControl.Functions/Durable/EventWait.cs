using System.Text.Json;

namespace MissionControl.Functions.Durable;

/// <summary>An orchestrator's wait for one event. It completes on the thread of the orchestrator that feeds it.</summary>
internal abstract class EventWait(string name)
{
    public string Name { get; } = name;

    public abstract void Complete(JsonElement? payload);

    public abstract void Cancel(CancellationToken cancellationToken);
}

internal sealed class EventWait<T>(string name) : EventWait(name)
{
    private readonly TaskCompletionSource<T> _arrived = new();

    public Task<T> Task => _arrived.Task;

    public override void Complete(JsonElement? payload)
    {
        try
        {
            _arrived.SetResult(Payload.Read<T>(payload)!);
        }
        catch (JsonException error)
        {
            _arrived.SetException(error);
        }
    }

    public override void Cancel(CancellationToken cancellationToken) => _arrived.TrySetCanceled(cancellationToken);
}

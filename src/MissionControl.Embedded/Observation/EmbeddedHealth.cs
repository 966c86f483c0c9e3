using MissionControl.Runtime;

namespace MissionControl.Embedded.Observation;

/// <summary>Ready while the hub can be written and the runtime has not begun to stop.</summary>
internal sealed class EmbeddedHealth(TimeProvider clock) : HubHealth
{
    private const string Stopping = "The runtime is stopping.";

    private readonly Lock _gate = new();
    private readonly Lock _telling = new();
    private volatile HubState _state = new(true, null, clock.GetUtcNow());
    private HubState? _told;

    public override event Action<HubState>? Changed;

    public override HubState State => _state;

    /// <param name="trouble">Why the hub cannot be written; null when it can.</param>
    public void Tell(string? trouble)
    {
        lock (_gate)
        {
            if (_state.Reason == trouble || _state.IsStopping)
            {
                return;
            }

            _state = new HubState(trouble is null, trouble, clock.GetUtcNow()) { IsStopping = trouble == Stopping };
        }

        // Whoever listens may be slow, and the writer of the hub must not wait for him.
        if (Changed is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static health => health.Raise(), this, preferLocal: false);
        }
    }

    public void Stop() => Tell(Stopping);

    private void Raise()
    {
        lock (_telling)
        {
            var state = _state;
            if (state.Reason != _told?.Reason)
            {
                _told = state;
                Changed?.Invoke(state);
            }
        }
    }
}

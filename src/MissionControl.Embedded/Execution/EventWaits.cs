using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Execution;

/// <summary>Pairs events with waiters by name, both in their order; what comes early waits here.</summary>
internal sealed class EventWaits
{
    private Dictionary<string, LinkedList<PendingTask>>? _waiters;
    private LinkedList<EventRaised>? _early;

    /// <summary>Events nobody took, in the order of their arrival.</summary>
    public IEnumerable<EventRaised> Unprocessed => _early ?? [];

    public void Raise(EventRaised raised)
    {
        if (_waiters is not null && _waiters.TryGetValue(raised.Name, out var waiters) && waiters.First is { } first)
        {
            waiters.Remove(first);
            first.Value.Complete(raised.Payload);
        }
        else
        {
            (_early ??= new LinkedList<EventRaised>()).AddLast(raised);
        }
    }

    public Task<T> Wait<T>(string name, CancellationToken cancellationToken)
    {
        var waiter = new PendingTask<T>();
        for (var node = _early?.First; node is not null; node = node.Next)
        {
            if (node.Value.Name == name)
            {
                node.List!.Remove(node);
                waiter.Complete(node.Value.Payload);
                return waiter.Task;
            }
        }

        var place = Waiters(name).AddLast(waiter);
        cancellationToken.Register(() =>
        {
            place.List?.Remove(place);
            waiter.Cancel(cancellationToken);
        });
        return waiter.Task;
    }

    private LinkedList<PendingTask> Waiters(string name)
    {
        _waiters ??= new Dictionary<string, LinkedList<PendingTask>>(StringComparer.Ordinal);
        if (!_waiters.TryGetValue(name, out var waiters))
        {
            _waiters.Add(name, waiters = new LinkedList<PendingTask>());
        }

        return waiters;
    }
}

using System.Collections.Concurrent;

namespace MissionControl.Embedded.Execution;

/// <summary>Keeps the instances that fell idle last live and gives up the others, oldest first. Only those that are idle now count.</summary>
/// <param name="evict">False when the instance has woken since.</param>
internal sealed class IdleInstances(int limit, Func<Instance, long, bool> evict)
{
    private readonly ConcurrentQueue<(Instance Instance, long Stamp)> _resting = new();
    private long _stamp;
    private int _idle;

    public int Count => Volatile.Read(ref _idle);

    public long NextStamp() => Interlocked.Increment(ref _stamp);

    public void Add(Instance instance, long stamp)
    {
        Interlocked.Increment(ref _idle);
        _resting.Enqueue((instance, stamp));
        while (Volatile.Read(ref _idle) > limit && _resting.TryDequeue(out var oldest))
        {
            if (evict(oldest.Instance, oldest.Stamp))
            {
                Interlocked.Decrement(ref _idle);
            }
        }

        DropWoken();
    }

    public void Remove() => Interlocked.Decrement(ref _idle);

    /// <summary>An instance that rests and wakes again and again leaves its places behind: two are looked at for each that comes.</summary>
    private void DropWoken()
    {
        for (var i = 0; i < 2 && _resting.Count > (2 * limit) + 64 && _resting.TryDequeue(out var place); i++)
        {
            if (place.Instance.IdleStamp == place.Stamp)
            {
                _resting.Enqueue(place);
            }
        }
    }
}

using System.Collections.Concurrent;

namespace MissionControl.Embedded.Execution;

/// <summary>Keeps the latest idle instances live and gives up the others, oldest first.</summary>
internal sealed class IdleInstances(int limit, Action<Instance, long> evict)
{
    private readonly ConcurrentQueue<(Instance Instance, long Stamp)> _resting = new();
    private long _stamp;

    public long NextStamp() => Interlocked.Increment(ref _stamp);

    public void Add(Instance instance, long stamp)
    {
        _resting.Enqueue((instance, stamp));
        while (_resting.Count > limit && _resting.TryDequeue(out var oldest))
        {
            evict(oldest.Instance, oldest.Stamp);
        }
    }
}

namespace MissionControl.Embedded.Execution;

/// <summary>Instances with activities that found no room in memory; they are on the disk, and only the instance's id is here, once.</summary>
internal sealed class Overflow
{
    private readonly Queue<string> _order = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Add(string instanceId)
    {
        lock (_order)
        {
            if (_ids.Add(instanceId))
            {
                _order.Enqueue(instanceId);
                _count = _order.Count;
            }
        }
    }

    public string? Take()
    {
        lock (_order)
        {
            if (!_order.TryDequeue(out var id))
            {
                return null;
            }

            _ids.Remove(id);
            _count = _order.Count;
            return id;
        }
    }
}

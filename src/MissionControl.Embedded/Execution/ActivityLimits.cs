using MissionControl.Runtime;

namespace MissionControl.Embedded.Execution;

/// <summary>
/// Lets activities go on as far as their limits allow. What waits here takes no slot, so that a saturated tool is in nobody else's way. Where several
/// wait for the same place the oldest gets it that can go on: a place is never kept free for one that waits for another place too.
/// </summary>
/// <param name="most">How many may wait in one lane.</param>
internal sealed class ActivityLimits(Func<string, string?, IReadOnlyList<ActivityLimit>> limits, int most)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ActivityPlaces> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ActivityLane> _lanes = new(StringComparer.Ordinal);
    private long _number;
    private int _waiting;

    public int Waiting => Volatile.Read(ref _waiting);

    public int Overflowing
    {
        get
        {
            lock (_gate)
            {
                return _lanes.Values.Sum(lane => lane.Overflow.Count);
            }
        }
    }

    /// <param name="refills">It comes back from the overflow.</param>
    public Entry Enter(ActivityCall call, bool refills)
    {
        var asked = limits(call.Task.Name, call.Task.Input);
        if (asked.Count == 0)
        {
            return Entry.Unlimited;
        }

        lock (_gate)
        {
            var lane = Lane(asked);
            if (lane.Waiting.Count >= most || (lane.Overflow.Count > 0 && !refills))
            {
                lane.Overflow.Add(call.Instance.Id);
                return Entry.Overflows;
            }

            call.Number = ++_number;
            if (lane.Waiting.Count == 0 && lane.Fits())
            {
                lane.Enter(call);
                return Entry.Granted;
            }

            lane.Waiting.Enqueue(call);
            _waiting++;
            return Entry.Waits;
        }
    }

    /// <summary>Gives the places of a call back.</summary>
    /// <returns>Those that go on instead, and an instance whose activities have room again.</returns>
    public (List<ActivityCall> Next, string? Refill) Leave(ActivityCall call)
    {
        lock (_gate)
        {
            var lane = call.Lane!;
            lane.Leave();
            var next = new List<ActivityCall>();
            while (Oldest(lane.Places) is { } ready)
            {
                var granted = ready.Waiting.Dequeue();
                _waiting--;
                ready.Enter(granted);
                next.Add(granted);
            }

            var refill = Refill(lane);
            if (lane.IsUnused)
            {
                Remove(lane);
            }

            return (next, refill);
        }
    }

    /// <summary>An instance whose activities have room again in some lane; null when there is none.</summary>
    public string? NextRefill()
    {
        lock (_gate)
        {
            foreach (var lane in _lanes.Values)
            {
                if (Refill(lane) is { } instanceId)
                {
                    return instanceId;
                }
            }

            return null;
        }
    }

    /// <summary>Nothing goes on any more.</summary>
    public List<ActivityCall> TakeAll()
    {
        lock (_gate)
        {
            var all = _lanes.Values.SelectMany(lane => lane.Waiting).ToList();
            foreach (var lane in _lanes.Values)
            {
                lane.Waiting.Clear();
            }

            _waiting = 0;
            return all;
        }
    }

    private string? Refill(ActivityLane lane) => lane.Overflow.Count > 0 && lane.Waiting.Count <= most / 2 ? lane.Overflow.Take() : null;

    private static ActivityLane? Oldest(IReadOnlyList<ActivityPlaces> places)
    {
        ActivityLane? oldest = null;
        foreach (var lane in places.SelectMany(place => place.Lanes))
        {
            if (lane.Waiting.Count > 0 && lane.Fits() && (oldest is null || lane.Waiting.Peek().Number < oldest.Waiting.Peek().Number))
            {
                oldest = lane;
            }
        }

        return oldest;
    }

    private ActivityLane Lane(IReadOnlyList<ActivityLimit> asked)
    {
        var name = asked.Count == 1 ? asked[0].Key : string.Join('\n', asked.Select(limit => limit.Key));
        if (!_lanes.TryGetValue(name, out var lane))
        {
            lane = new ActivityLane(name, [.. asked.Select(Places)]);
            _lanes.Add(name, lane);
            foreach (var place in lane.Places)
            {
                place.Lanes.Add(lane);
            }
        }

        for (var i = 0; i < asked.Count; i++)
        {
            lane.Places[i].Most = asked[i].Most;
        }

        return lane;
    }

    private ActivityPlaces Places(ActivityLimit limit)
    {
        if (!_places.TryGetValue(limit.Key, out var places))
        {
            _places.Add(limit.Key, places = new ActivityPlaces());
        }

        return places;
    }

    private void Remove(ActivityLane lane)
    {
        _lanes.Remove(lane.Name);
        foreach (var place in lane.Places)
        {
            place.Lanes.Remove(lane);
        }

        foreach (var (key, _) in _places.Where(place => place.Value.Lanes.Count == 0).ToList())
        {
            _places.Remove(key);
        }
    }
}

/// <summary>What became of an activity that wants to go on.</summary>
internal enum Entry
{
    /// <summary>Nothing limits it.</summary>
    Unlimited,

    /// <summary>It has its places.</summary>
    Granted,
    Waits,

    /// <summary>There is no room for it to wait; it is on the disk.</summary>
    Overflows,
}

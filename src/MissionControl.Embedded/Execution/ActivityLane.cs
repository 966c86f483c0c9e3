namespace MissionControl.Embedded.Execution;

/// <summary>Activities that need the same places. They go on in their order.</summary>
internal sealed class ActivityLane(string name, IReadOnlyList<ActivityPlaces> places)
{
    public string Name => name;

    public IReadOnlyList<ActivityPlaces> Places => places;

    public Queue<ActivityCall> Waiting { get; } = new();

    public Overflow Overflow { get; } = new();

    public int Running { get; set; }

    public bool IsUnused => Running == 0 && Waiting.Count == 0 && Overflow.Count == 0;

    public bool Fits()
    {
        foreach (var place in places)
        {
            if (place.Taken >= place.Most)
            {
                return false;
            }
        }

        return true;
    }

    public void Enter(ActivityCall call)
    {
        call.Lane = this;
        Running++;
        foreach (var place in places)
        {
            place.Taken++;
        }
    }

    public void Leave()
    {
        Running--;
        foreach (var place in places)
        {
            place.Taken--;
        }
    }
}

/// <summary>The places under one limit.</summary>
internal sealed class ActivityPlaces
{
    public int Most { get; set; }

    public int Taken { get; set; }

    public List<ActivityLane> Lanes { get; } = [];
}

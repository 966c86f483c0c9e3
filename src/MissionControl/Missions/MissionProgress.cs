using MissionControl.Assets;
using MissionControl.Hops;

namespace MissionControl.Missions;

/// <summary>
/// The hops of a run and what they have led to so far: who is ready, who must be skipped, who waits for a person.
/// Pure bookkeeping in constant time per hop and edge; the orchestrator does what it says.
/// </summary>
internal sealed class MissionProgress
{
    private readonly MissionPlan _plan;
    private readonly Dictionary<string, HopResult> _ended = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _missing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PlannedHop>> _dependents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _waiting = new(StringComparer.Ordinal);
    private readonly HashSet<string> _active = new(StringComparer.Ordinal);
    private readonly PriorityQueue<PlannedHop, int> _ready = new();
    private readonly Dictionary<string, int> _rank = new(StringComparer.Ordinal);

    public MissionProgress(MissionPlan plan, IReadOnlyDictionary<string, AssetReference> inputs)
    {
        _plan = plan;
        Assets = new Dictionary<string, AssetReference>(inputs, StringComparer.Ordinal);
        foreach (var (hop, rank) in plan.Hops.Select((hop, rank) => (hop, rank)))
        {
            _rank[hop.Id] = rank;
            _missing[hop.Id] = hop.Prerequisites.Count;
            foreach (var prerequisite in hop.Prerequisites)
            {
                (_dependents.TryGetValue(prerequisite, out var list) ? list : _dependents[prerequisite] = []).Add(hop);
            }

            if (hop.Prerequisites.Count == 0)
            {
                _ready.Enqueue(hop, rank);
            }
        }
    }

    /// <summary>Every mission asset that exists.</summary>
    public Dictionary<string, AssetReference> Assets { get; }

    public IReadOnlyCollection<string> Active => _active;

    public int Done => _ended.Count;

    public IEnumerable<string> Awaiting => _waiting.OrderBy(wait => wait.Key, StringComparer.Ordinal).Select(wait => wait.Value);

    /// <summary>True when something is under way and all of it waits for people.</summary>
    public bool OnlyPeopleCanGoOn => _active.Count > 0 && _waiting.Count == _active.Count;

    /// <summary>The next hop that can start, in plan order; null when none is ready now.</summary>
    public PlannedHop? NextReady() => _ready.TryDequeue(out var hop, out _) ? hop : null;

    public void Begin(PlannedHop hop) => _active.Add(hop.Id);

    public void Wait(string hopId, string? approvalId)
    {
        if (approvalId is null || !_active.Contains(hopId))
        {
            _waiting.Remove(hopId);
        }
        else
        {
            _waiting[hopId] = approvalId;
        }
    }

    /// <summary>Takes in how a hop ended; hops that only waited for it become ready.</summary>
    public void End(HopResult result)
    {
        _active.Remove(result.Id);
        _waiting.Remove(result.Id);
        _ended[result.Id] = result;
        foreach (var (asset, reference) in result.Exports)
        {
            Assets[asset] = reference;
        }

        foreach (var dependent in _dependents.GetValueOrDefault(result.Id) ?? [])
        {
            if (--_missing[dependent.Id] == 0)
            {
                _ready.Enqueue(dependent, _rank[dependent.Id]);
            }
        }
    }

    /// <summary>Why the hop cannot run because something it needs was never made; null when it can.</summary>
    public RunError? SkipReason(PlannedHop hop)
    {
        foreach (var input in hop.Definition.Inputs)
        {
            if (!Assets.ContainsKey(input.Asset) && !input.MayBeMissing)
            {
                return Lost(hop, input, _ended);
            }
        }

        return null;
    }

    /// <summary>The same, told from how the hops ended that it waits for: null unless all of them have ended and one that was skipped makes a required input.</summary>
    public static RunError? LostInput(PlannedHop hop, IReadOnlyDictionary<string, HopResult> hops)
    {
        var isReady = hop.Prerequisites.All(id => hops.GetValueOrDefault(id)?.Status is HopStatus.Completed or HopStatus.Skipped);
        var lost = hop.Definition.Inputs.FirstOrDefault(input =>
            !input.MayBeMissing && hop.Producers.GetValueOrDefault(input.Asset) is { } producer && hops.GetValueOrDefault(producer)?.Status == HopStatus.Skipped);
        return isReady && lost is not null ? Lost(hop, lost, hops) : null;
    }

    private static RunError Lost(PlannedHop hop, InputBinding input, IReadOnlyDictionary<string, HopResult> ended)
    {
        var producer = hop.Producers.GetValueOrDefault(input.Asset);
        var reason = ended.GetValueOrDefault(producer ?? "")?.Error?.Message;
        return new RunError(
            HopErrors.SkippedInput,
            $"Skipped: its input '{input.Asset}' was not made because hop '{producer}' was skipped{(reason is null ? "." : $" ({reason})")}",
            hop.Id);
    }

    public IReadOnlyList<HopResult> Tell() =>
        _plan.Hops.Select(hop => _ended.GetValueOrDefault(hop.Id) ?? new HopResult(hop.Id, HopStatus.Pending)).ToList();
}

using MissionControl.Embedded.Hub;

namespace MissionControl.Embedded.Execution;

/// <summary>
/// Finds out which instances kill their process. Whatever was in flight at a death and got no further is suspected. Suspects go on few at a time, and
/// those that nearly had their share of deaths alone, when all others have gone on: so the hub goes on, and those that were only there at the time
/// are cleared by going on themselves.
/// </summary>
/// <param name="died">The last process did not end in good order.</param>
/// <param name="limit">Deaths after which an instance is quarantined; 0 = never.</param>
internal sealed class DeathCount(bool died, int limit)
{
    public const int Unlimited = int.MaxValue;

    private readonly List<Suspect> _changed = [];
    private readonly List<string> _cleared = [];
    private readonly List<Suspect> _limited = [];
    private readonly List<Suspect> _guilty = [];

    /// <summary>To be written before anything goes on.</summary>
    public IReadOnlyList<Suspect> Changed => _changed;

    /// <summary>They got further, or ended.</summary>
    public IReadOnlyList<string> Cleared => _cleared;

    /// <summary>Those that wait for their place, in this order.</summary>
    public IReadOnlyList<Suspect> Limited => _limited;

    public IReadOnlyList<Suspect> Guilty => _guilty;

    /// <summary>How many may be in flight together with one that was there so many times.</summary>
    public static int Places(int deaths, int limit) => (limit - deaths) switch
    {
        _ when deaths == 0 || limit == 0 => Unlimited,
        <= 2 => 1,
        3 => 8,
        _ => Unlimited,
    };

    public DeathCount Take(IEnumerable<Suspect> atStake, IEnumerable<Suspect> suspects)
    {
        var earlier = suspects.ToDictionary(suspect => suspect.InstanceId, StringComparer.Ordinal);
        foreach (var found in atStake)
        {
            earlier.Remove(found.InstanceId, out var before);
            Judge(found, found.IsAsFarAs(before) ? before : null);
        }

        _cleared.AddRange(earlier.Keys);
        _limited.Sort((a, b) => a.Deaths != b.Deaths ? a.Deaths - b.Deaths : string.CompareOrdinal(a.InstanceId, b.InstanceId));
        return this;
    }

    private void Judge(Suspect found, Suspect? before)
    {
        var deaths = (before?.Deaths ?? 0) + (died && before?.IsAtStake != false ? 1 : 0);
        if (deaths == 0)
        {
            return;
        }

        var places = Places(deaths, limit);
        var now = found with { Deaths = deaths, IsAtStake = places == Unlimited };
        if (limit > 0 && deaths >= limit)
        {
            _guilty.Add(now);
            return;
        }

        _changed.Add(now);
        if (places != Unlimited)
        {
            _limited.Add(now);
        }
    }
}

using System.Net;

namespace MissionControl.Http.Access;

/// <summary>
/// Counts refused requests by the address they come from: more than a few in a minute are answered without another look or another row in the audit.
/// A valid key is never held up by the failures of others.
/// </summary>
internal sealed class FailureLimit
{
    public const int PerMinute = 20;

    private const int MostAddresses = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<IPAddress, (DateTimeOffset Since, int Count)> _failures = [];
    private readonly Lock _gate = new();

    /// <returns>How often it failed within this minute, this time included.</returns>
    public int Count(IPAddress? address, TimeProvider clock)
    {
        var from = address ?? IPAddress.None;
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            if (_failures.Count >= MostAddresses)
            {
                _failures.Clear();
            }

            var (since, count) = _failures.TryGetValue(from, out var seen) && now - seen.Since < Window ? seen : (now, 0);
            _failures[from] = (since, count + 1);
            return count + 1;
        }
    }
}

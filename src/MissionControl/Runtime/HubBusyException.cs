namespace MissionControl.Runtime;

/// <summary>The runtime has as much unfinished work as it takes on; nothing was recorded. Events, votes and commands on runs are not refused for that.</summary>
/// <param name="retryAfter">When it is worth trying again.</param>
public sealed class HubBusyException(string reason, TimeSpan retryAfter)
    : Exception($"The hub is busy: {reason} Nothing was started. Try again in {retryAfter.TotalSeconds:0} s.")
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}

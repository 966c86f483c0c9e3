namespace MissionControl.Runtime;

/// <summary>Insert-if-absent claims: what makes a step run at most once.</summary>
public abstract class ClaimStore
{
    /// <summary>True when this call made the claim, and it is on disk; false when somebody had made it before.</summary>
    public abstract Task<bool> TryClaimAsync(string runId, string key, CancellationToken cancellationToken);
}

using MissionControl.Approvals;

namespace MissionControl.Runtime;

/// <summary>The approval records. A write that returned is on disk.</summary>
public abstract class ApprovalStore
{
    /// <summary>Inserts the record unless one with its id exists; returns the one that is there, so that <c>requested_at</c> never changes.</summary>
    public abstract Task<ApprovalRecord> AddAsync(ApprovalRecord record, CancellationToken cancellationToken);

    public abstract Task<ApprovalRecord?> GetAsync(string approvalId, CancellationToken cancellationToken);

    /// <summary>
    /// Puts <paramref name="changed"/> in the place of the record with the same id and <paramref name="changed"/>'s version less one.
    /// False, and nothing changed, when the record has moved on. With <paramref name="wake"/> the waiting instance gets the event
    /// named by the approval's id in the same step.
    /// </summary>
    public abstract Task<bool> TryReplaceAsync(ApprovalRecord changed, bool wake, CancellationToken cancellationToken);

    /// <summary>Newest first; with a run id those of that run only, with <paramref name="openOnly"/> those that wait for a person.</summary>
    public abstract Task<IReadOnlyList<ApprovalRecord>> ListAsync(string? runId, bool openOnly, CancellationToken cancellationToken);
}

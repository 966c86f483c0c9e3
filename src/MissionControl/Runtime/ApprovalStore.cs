using MissionControl.Approvals;

namespace MissionControl.Runtime;

/// <summary>The approval records and their audit lists. A write that returned is on disk.</summary>
public abstract class ApprovalStore
{
    /// <summary>
    /// Inserts the record, and with it the audit entries, unless one with its id exists; returns the one that is there, so that
    /// <c>requested_at</c> never changes. For a run that is over the record is cancelled from the start.
    /// </summary>
    public abstract Task<ApprovalRecord> AddAsync(ApprovalRecord record, IReadOnlyList<ApprovalAuditEntry> audit, CancellationToken cancellationToken);

    public abstract Task<ApprovalRecord?> GetAsync(string approvalId, CancellationToken cancellationToken);

    /// <summary>
    /// Puts <paramref name="changed"/> in the place of the record with the same id and <paramref name="changed"/>'s version less one,
    /// and appends the audit entries, in one step. False, and nothing changed, when the record has moved on. With <paramref name="wake"/>
    /// the waiting instance gets the event named by the approval's id in the same step.
    /// </summary>
    public abstract Task<bool> TryReplaceAsync(
        ApprovalRecord changed, bool wake, IReadOnlyList<ApprovalAuditEntry> audit, CancellationToken cancellationToken);

    /// <summary>
    /// Appends what changed nothing: a view, a refusal, a delivery that failed. The same again within a minute is counted in one entry, and so is
    /// everything beyond the thousands that one approval keeps. An approval that is not there is not audited.
    /// </summary>
    public abstract Task AuditAsync(string approvalId, ApprovalAuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Oldest first.</summary>
    public abstract Task<IReadOnlyList<ApprovalAuditEntry>> ReadAuditAsync(string approvalId, CancellationToken cancellationToken);

    /// <summary>Newest first. Pages neither skip nor repeat a record that was there from the first page to the last.</summary>
    /// <exception cref="ArgumentException">The cursor is none that a page gave.</exception>
    public abstract Task<Page<ApprovalRecord>> ListAsync(ApprovalQuery query, CancellationToken cancellationToken);

    /// <summary>Records with notices that the channels have not taken yet, open or not.</summary>
    public abstract Task<IReadOnlyList<ApprovalRecord>> ListWithNoticesAsync(int limit, CancellationToken cancellationToken);

    /// <summary>All pages.</summary>
    public async Task<IReadOnlyList<ApprovalRecord>> ListAllAsync(ApprovalQuery query, CancellationToken cancellationToken)
    {
        var all = new List<ApprovalRecord>();
        while (true)
        {
            var page = await ListAsync(query, cancellationToken);
            all.AddRange(page.Items);
            if (page.Cursor is null)
            {
                return all;
            }

            query = query with { Cursor = page.Cursor };
        }
    }
}

/// <summary>Which approvals; unset = all.</summary>
/// <param name="Open">True: those that wait for a person; false: those that do not any more.</param>
/// <param name="Approver">Those that this person can decide or voted on; of the open ones alone those that still wait for the person.</param>
public sealed record ApprovalQuery(string? RunId = null, bool? Open = null, string? Approver = null, int Limit = 100, string? Cursor = null)
{
    /// <summary>What the question about a person makes of a record; run and state are the store's own to find.</summary>
    public bool Includes(ApprovalRecord record) => Approver is null || (Open == true ? record.WaitsFor(Approver) : record.Concerns(Approver));
}

using MissionControl.Approvals;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Hub;

internal abstract class ApprovalTable
{
    public abstract ApprovalRecord? Find(string approvalId);

    public abstract void Insert(ApprovalRecord record);

    public abstract void Update(ApprovalRecord record);

    /// <summary>Newest first, from the one after the place on.</summary>
    public abstract IReadOnlyList<ApprovalRecord> List(string? runId, bool? open, ApprovalPlace? after, int limit);

    public IReadOnlyList<ApprovalRecord> List(string? runId, bool openOnly) => List(runId, openOnly ? true : null, null, int.MaxValue);

    /// <summary>Oldest first: those whose notices nobody has taken.</summary>
    public abstract IReadOnlyList<ApprovalRecord> ListWithNotices(int limit);

    /// <summary>The approval's audit entries below the number, newest first.</summary>
    public abstract IReadOnlyList<AuditRow> ReadAudit(string approvalId, long below, int limit);

    public abstract AuditRow? FindAudit(string approvalId, long number);

    /// <summary>Sets the entry of that number, new or not.</summary>
    public abstract void PutAudit(string approvalId, AuditRow row);

    /// <summary>The records of the run with their audit lists.</summary>
    public abstract void DeleteRun(string runId);
}

/// <summary>A record's place among the others.</summary>
internal sealed record ApprovalPlace(DateTimeOffset RequestedAt, string ApprovalId);

internal sealed record AuditRow(long Number, ApprovalAuditEntry Entry);

/// <summary>Bodies by hash: of assets under their run, of mission documents under the hub.</summary>
internal abstract class BodyTable
{
    public abstract void PutAsset(string runId, string sha256, ReadOnlyMemory<byte> body);

    public abstract byte[]? FindAsset(string runId, string sha256);

    public abstract void PutDefinition(string sha256, byte[] body);

    public abstract byte[]? FindDefinition(string sha256);

    /// <summary>The run's assets, and its document unless another run keeps it.</summary>
    public abstract void DeleteRun(string runId, string definitionHash);
}

internal abstract class ClaimTable
{
    public abstract bool TryAdd(string runId, string key);

    public abstract void DeleteRun(string runId);
}

internal abstract class RecordTable
{
    public abstract RecordReceipt? FindReceipt(string storeName, string idempotencyKey);

    public abstract void AddReceipt(string idempotencyKey, RecordReceipt receipt);

    public abstract RecordStoreState? Find(string storeName);

    public abstract void Save(RecordStoreState store);

    public abstract void Clear(string storeName);

    public abstract void Add(string storeName, long position, string? key, string record);

    public abstract void Replace(string storeName, long position, string? key, string record);

    public abstract void Remove(string storeName, long position);

    /// <summary>Positions of the records with that key, oldest first.</summary>
    public abstract IReadOnlyList<long> FindKey(string storeName, string key);

    public abstract IReadOnlyList<StoredRecord> Read(string storeName);
}

/// <summary>A store's figures.</summary>
/// <param name="KeyField">The field by which its records are indexed; null until the first upsert.</param>
internal sealed record RecordStoreState(string Name, string? KeyField, long LastPosition, int Total);

internal readonly record struct StoredRecord(long Position, string Json);

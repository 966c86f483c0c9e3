using MissionControl.Approvals;
using MissionControl.AzureStorage.Payloads;
using MissionControl.AzureStorage.Tables;
using MissionControl.Missions;
using MissionControl.Telemetry;

namespace MissionControl.AzureStorage.Approvals;

/// <summary>An approval as it lies in its row.</summary>
internal sealed record StoredApproval(ApprovalRecord Record, TableRow Row)
{
    /// <summary>True while the instance that waits may not have heard of the last decision.</summary>
    public bool IsUndelivered => Row.Flag(ApprovalRows.Undelivered);

    public long AuditLast => Row.Number(ApprovalAuditRows.Last) ?? 0;
}

/// <summary>Approval records in rows: a record, its lists, its audit entries and what must be told of it change in one batch.</summary>
internal sealed class ApprovalRows(ITableGateway tables, PayloadColumns payloads)
{
    public const string Undelivered = "Undelivered";
    public const string UntoldPrefix = "untold ";

    private const string Record = "Record";
    private const string Event = "Event";
    private const string Interventions = "Interventions";

    public ListedRows Rows { get; } = new(tables, StorageNames.Approvals, "approvals");

    public async Task<StoredApproval?> FindAsync(string approvalId, CancellationToken cancellationToken) =>
        await Rows.FindAsync(approvalId, cancellationToken) is { } row ? await ReadAsync(row, cancellationToken) : null;

    public async Task<IReadOnlyList<StoredApproval>> FindAllAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var rows = await Rows.FindAllAsync(ids, cancellationToken);
        return [.. (await rows.ReadEachAsync(row => ReadAsync(row, cancellationToken))).OfType<StoredApproval>()];
    }

    public async Task<List<TableChange>> InsertAsync(ApprovalRecord record, long auditLast, CancellationToken cancellationToken) =>
        Rows.Insert(record.ApprovalId, await ColumnsAsync(record, isUndelivered: false, auditLast, cancellationToken), ApprovalLists.Of(record, isUndelivered: false));

    public async Task<List<TableChange>> ReplaceAsync(StoredApproval old, ApprovalRecord record, bool isUndelivered, long auditLast, CancellationToken cancellationToken) =>
        Rows.Replace(old.Row, record.ApprovalId, await ColumnsAsync(record, isUndelivered, auditLast, cancellationToken), ApprovalLists.Of(record, isUndelivered));

    /// <summary>The change that keeps an event until the feed has it, and what people did until telemetry has it; none where there is neither.</summary>
    public IEnumerable<TableChange> Untold(ApprovalRecord record, RunEvent? happened, IReadOnlyList<Intervention> interventions)
    {
        var columns = new Dictionary<string, object>();
        if (happened is not null)
        {
            columns[Event] = Wire.Serialize(happened);
        }

        if (interventions.Count > 0)
        {
            columns[Interventions] = Wire.Serialize(interventions);
        }

        return columns.Count == 0 ? [] : [new TableChange.Upsert(new TableRow(Rows.Key($"{UntoldPrefix}{KeyText.Of(record.ApprovalId)} {record.Version}"), columns))];
    }

    public static RunEvent? EventOf(TableRow untold) => untold.Text(Event) is { } text ? Wire.Deserialize<RunEvent>(text) : null;

    public static IReadOnlyList<Intervention> InterventionsOf(TableRow untold) =>
        untold.Text(Interventions) is { } text ? Wire.Deserialize<List<Intervention>>(text)! : [];

    private async Task<Dictionary<string, object>> ColumnsAsync(ApprovalRecord record, bool isUndelivered, long auditLast, CancellationToken cancellationToken)
    {
        var columns = new Dictionary<string, object> { [Undelivered] = isUndelivered, [ApprovalAuditRows.Last] = auditLast };
        await payloads.WriteAsync(columns, Record, record, PayloadColumns.OfRun(record.RunId), cancellationToken);
        return columns;
    }

    private async Task<StoredApproval?> ReadAsync(TableRow row, CancellationToken cancellationToken) =>
        await payloads.ReadAsync<ApprovalRecord>(row, Record, cancellationToken) is { } record ? new StoredApproval(record, row) : null;
}

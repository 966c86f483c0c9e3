using System.Globalization;
using MissionControl.Approvals;
using MissionControl.AzureStorage.Tables;

namespace MissionControl.AzureStorage.Approvals;

/// <summary>
/// The audit lists, beside the records so that both change in one batch; newest first, as they are looked at. What changed a record is always kept;
/// what did not cannot flood the list.
/// </summary>
internal sealed class ApprovalAuditRows(ITableGateway tables, ListedRows rows)
{
    public const string Last = "AuditLast";

    private const string Entry = "Entry";

    /// <summary>Views and refusals that one approval keeps one by one.</summary>
    private const int MostKept = 2000;

    /// <summary>Entries that are looked at for the same thing within a minute.</summary>
    private const int LookedBack = 50;

    /// <summary>From here on the numbers of the entries that count what is beyond <see cref="MostKept"/>, one per kind.</summary>
    private const long Beyond = 1_000_000_000;

    private const long Highest = 9_999_999_999;
    private static readonly TimeSpan Same = TimeSpan.FromMinutes(1);

    public IEnumerable<TableChange> Append(string approvalId, long last, IReadOnlyList<ApprovalAuditEntry> entries) =>
        entries.Select((entry, i) => new TableChange.Insert(Row(approvalId, last + i + 1, entry)));

    /// <summary>The changes that note an entry; a repetition is counted in the entry that is there.</summary>
    public async Task<IReadOnlyList<TableChange>> NoteAsync(TableRow approval, string approvalId, ApprovalAuditEntry entry, CancellationToken cancellationToken)
    {
        var recent = await tables.ReadFirstAsync(StorageNames.Approvals, Range(approvalId) with { From = Key(approvalId, Beyond - 1).Row }, LookedBack, cancellationToken);
        if (recent.Find(row => IsSame(Read(row), entry)) is { } same)
        {
            return [Count(same, entry)];
        }

        var number = (approval.Number(Last) ?? 0) + 1;
        if (number <= MostKept)
        {
            var columns = new Dictionary<string, object>(approval.Columns) { [Last] = number };
            return [new TableChange.Replace(approval with { Columns = columns }), new TableChange.Insert(Row(approvalId, number, entry))];
        }

        var beyond = Key(approvalId, Beyond + (long)entry.Kind);
        return await tables.GetAsync(StorageNames.Approvals, beyond, cancellationToken) is { } counted
            ? [Count(counted, entry)]
            : [new TableChange.Insert(Row(approvalId, Beyond + (long)entry.Kind, entry))];
    }

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<ApprovalAuditEntry>> ReadAsync(string approvalId, CancellationToken cancellationToken)
    {
        var entries = new List<ApprovalAuditEntry>();
        await foreach (var row in tables.ReadAllAsync(StorageNames.Approvals, Range(approvalId), cancellationToken))
        {
            entries.Add(Read(row));
        }

        entries.Reverse();
        return entries;
    }

    public Task DeleteAsync(string approvalId, CancellationToken cancellationToken) => tables.DeleteRangeAsync(StorageNames.Approvals, Range(approvalId), cancellationToken);

    private TableRow Row(string approvalId, long number, ApprovalAuditEntry entry) =>
        new(Key(approvalId, number), new Dictionary<string, object> { [Entry] = Wire.Serialize(entry) });

    private static TableChange.Replace Count(TableRow row, ApprovalAuditEntry entry)
    {
        var kept = Read(row);
        var counted = kept with { Count = kept.Count + entry.Count };
        return new TableChange.Replace(row with { Columns = new Dictionary<string, object> { [Entry] = Wire.Serialize(counted) } });
    }

    private TableRange Range(string approvalId) => TableRange.StartingWith(rows.Key("").Partition, Prefix(approvalId));

    private TableKey Key(string approvalId, long number) => rows.Key(Prefix(approvalId) + (Highest - number).ToString("d10", CultureInfo.InvariantCulture));

    private static string Prefix(string approvalId) => $"audit {KeyText.Of(approvalId)} ";

    private static ApprovalAuditEntry Read(TableRow row) => Wire.Deserialize<ApprovalAuditEntry>(row.Text(Entry)!)!;

    private static bool IsSame(ApprovalAuditEntry kept, ApprovalAuditEntry entry) =>
        kept.Kind == entry.Kind && kept.By == entry.By && kept.Channel == entry.Channel && kept.Detail == entry.Detail && entry.At - kept.At < Same;
}

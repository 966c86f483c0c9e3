using MissionControl.Approvals;
using MissionControl.Embedded.Hub;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Memory;

internal sealed class MemoryTables : HubTables
{
    public override InstanceTable Instances { get; } = new MemoryInstances();

    public override RunTable Runs { get; } = new MemoryRuns();

    public override ApprovalTable Approvals { get; } = new MemoryApprovals();

    public override BodyTable Bodies { get; } = new MemoryBodies();

    public override ClaimTable Claims { get; } = new MemoryClaims();

    public override RecordTable Records { get; } = new MemoryRecords();

    public override DeliveryTable Deliveries { get; } = new MemoryDeliveries();

    public override SeenKeyTable SeenKeys { get; } = new MemorySeenKeys();

    public override LifeTable Life { get; } = new MemoryLife();

    public override string HubId { get; } = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));

    public override EventTable Events { get; } = new MemoryEvents();

    public override CatalogueTable Catalogue { get; } = new MemoryCatalogue();

    public override KeyTable Keys { get; } = new MemoryKeys();

    public override TelemetryTable Telemetry { get; } = new MemoryTelemetry();

    public override RiskTable Risks { get; } = new MemoryRisks();

    public override PortfolioTable Portfolio { get; } = new MemoryPortfolio();

    public override NoticeTable Notices { get; } = new MemoryNotices();
}

internal sealed class MemoryRuns : RunTable
{
    private readonly Dictionary<string, RunRecord> _runs = new(StringComparer.Ordinal);

    public override RunRecord? Find(string runId) => _runs.GetValueOrDefault(runId);

    public override RunRecord? FindStart(string startKey) => _runs.Values.FirstOrDefault(run => run.Start?.Key == startKey);

    public override IReadOnlyList<RunRecord> List(RunQuery query) =>
    [
        .. _runs.Values
            .Where(run => (query.Status ?? run.Status) == run.Status && (query.MissionId ?? run.MissionId) == run.MissionId)
            .Where(run => !(run.CreatedAt < query.From) && !(run.CreatedAt >= query.Before))
            .Where(run => query.After is not { } place || Compare(run, new EndedRun(place.RunId, place.CreatedAt)) < 0)
            .OrderByDescending(run => run.CreatedAt).ThenByDescending(run => run.RunId, StringComparer.Ordinal)
            .Take(query.Limit),
    ];

    public override IReadOnlyList<EndedRun> ListEnded(RunStatus status, DateTimeOffset before, EndedRun? after, int limit) =>
    [
        .. _runs.Values
            .Where(run => run.Status == status && run.CompletedAt <= before && (after is null || Compare(run, after) > 0))
            .OrderBy(run => run.CreatedAt).ThenBy(run => run.RunId, StringComparer.Ordinal)
            .Take(limit)
            .Select(run => new EndedRun(run.RunId, run.CreatedAt)),
    ];

    public override void Insert(RunRecord run) => _runs.Add(run.RunId, run);

    public override void Update(RunRecord run, string? result) => _runs[run.RunId] = run;

    public override void Delete(string runId) => _runs.Remove(runId);

    private static int Compare(RunRecord run, EndedRun place) =>
        run.CreatedAt.CompareTo(place.CreatedAt) is not 0 and var order ? order : string.CompareOrdinal(run.RunId, place.RunId);
}

internal sealed class MemoryApprovals : ApprovalTable
{
    private readonly Dictionary<string, ApprovalRecord> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<long, ApprovalAuditEntry>> _audit = new(StringComparer.Ordinal);

    public override ApprovalRecord? Find(string approvalId) => _records.GetValueOrDefault(approvalId);

    public override void Insert(ApprovalRecord record) => _records.Add(record.ApprovalId, record);

    public override void Update(ApprovalRecord record) => _records[record.ApprovalId] = record;

    public override IReadOnlyList<ApprovalRecord> List(string? runId, bool? open, ApprovalPlace? after, int limit) =>
    [
        .. _records.Values
            .Where(record => (runId ?? record.RunId) == record.RunId && (open ?? record.IsOpen) == record.IsOpen && (after is null || IsAfter(record, after)))
            .OrderByDescending(record => record.RequestedAt).ThenByDescending(record => record.ApprovalId, StringComparer.Ordinal)
            .Take(limit),
    ];

    public override IReadOnlyList<ApprovalRecord> ListWithNotices(int limit) =>
        [.. _records.Values.Where(record => record.Notices.Count > 0).OrderBy(record => record.RequestedAt).ThenBy(record => record.ApprovalId, StringComparer.Ordinal).Take(limit)];

    public override IReadOnlyList<AuditRow> ReadAudit(string approvalId, long below, int limit) =>
        [.. AuditOf(approvalId).Where(row => row.Key < below).Reverse().Take(limit).Select(row => new AuditRow(row.Key, row.Value))];

    public override AuditRow? FindAudit(string approvalId, long number) => AuditOf(approvalId).TryGetValue(number, out var entry) ? new AuditRow(number, entry) : null;

    public override void PutAudit(string approvalId, AuditRow row) => AuditOf(approvalId)[row.Number] = row.Entry;

    public override void DeleteRun(string runId)
    {
        foreach (var record in List(runId, openOnly: false))
        {
            _records.Remove(record.ApprovalId);
            _audit.Remove(record.ApprovalId);
        }
    }

    private static bool IsAfter(ApprovalRecord record, ApprovalPlace place) =>
        record.RequestedAt < place.RequestedAt
        || (record.RequestedAt == place.RequestedAt && string.CompareOrdinal(record.ApprovalId, place.ApprovalId) < 0);

    private SortedDictionary<long, ApprovalAuditEntry> AuditOf(string approvalId)
    {
        if (!_audit.TryGetValue(approvalId, out var entries))
        {
            _audit.Add(approvalId, entries = []);
        }

        return entries;
    }
}

internal sealed class MemoryClaims : ClaimTable
{
    private readonly HashSet<(string RunId, string Key)> _claims = [];

    public override bool TryAdd(string runId, string key) => _claims.Add((runId, key));

    public override void DeleteRun(string runId) => _claims.RemoveWhere(claim => claim.RunId == runId);
}

internal sealed class MemoryBodies : BodyTable
{
    private readonly Dictionary<(string RunId, string Sha256), byte[]> _assets = [];
    private readonly Dictionary<string, byte[]> _definitions = new(StringComparer.Ordinal);

    public override void PutAsset(string runId, string sha256, ReadOnlyMemory<byte> body) => _assets.TryAdd((runId, sha256), body.ToArray());

    public override byte[]? FindAsset(string runId, string sha256) => _assets.GetValueOrDefault((runId, sha256))?.ToArray();

    public override void PutDefinition(string sha256, byte[] body) => _definitions.TryAdd(sha256, body);

    public override byte[]? FindDefinition(string sha256) => _definitions.GetValueOrDefault(sha256)?.ToArray();

    // Documents are kept: a hub in memory ends with its process.
    public override void DeleteRun(string runId, string definitionHash)
    {
        foreach (var key in _assets.Keys.Where(key => key.RunId == runId).ToList())
        {
            _assets.Remove(key);
        }
    }
}

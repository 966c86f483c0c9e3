using MissionControl.Approvals;
using MissionControl.Embedded.Hub;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Simulation.Disk;

/// <summary>Tables that note every write, so that a transaction can be made durable, or lost, as a whole.</summary>
internal sealed class LoggedTables(HubTables inner, Action<Action<HubTables>> write, SimulatedDisk disk) : HubTables
{
    public override InstanceTable Instances { get; } = new LoggedInstances(inner.Instances, write, disk);

    public override RunTable Runs { get; } = new LoggedRuns(inner.Runs, write);

    public override ApprovalTable Approvals { get; } = new LoggedApprovals(inner.Approvals, write);

    public override BodyTable Bodies { get; } = new LoggedBodies(inner.Bodies, write);

    public override ClaimTable Claims { get; } = new LoggedClaims(write);

    public override RecordTable Records { get; } = new LoggedRecords(inner.Records, write);

    public override DeliveryTable Deliveries { get; } = new LoggedDeliveries(inner.Deliveries, write);

    public override SeenKeyTable SeenKeys { get; } = new LoggedSeenKeys(inner.SeenKeys, write);

    public override LifeTable Life { get; } = new LoggedLife(inner.Life, write);

    public override string HubId => inner.HubId;

    public override EventTable Events { get; } = new LoggedEvents(inner.Events, write);

    public override TelemetryTable Telemetry { get; } = new LoggedTelemetry(inner.Telemetry, write);

    public override RiskTable Risks { get; } = new LoggedRisks(inner.Risks, write);

    public override PortfolioTable Portfolio { get; } = new LoggedPortfolio(inner.Portfolio, write);

    public override NoticeTable Notices { get; } = new LoggedNotices(inner.Notices, write);

    /// <summary>Nobody saves missions or keys in a simulation.</summary>
    public override CatalogueTable Catalogue => inner.Catalogue;

    public override KeyTable Keys => inner.Keys;
}

internal sealed class LoggedInstances(InstanceTable inner, Action<Action<HubTables>> write, SimulatedDisk disk) : InstanceTable
{
    public override InstanceRow? Find(string id) => inner.Find(id);

    public override void Insert(InstanceRow row)
    {
        disk.Note(row);
        write(tables => tables.Instances.Insert(row));
    }

    public override void Update(InstanceRow row) => write(tables => tables.Instances.Update(row));

    public override void Delete(long key) => write(tables =>
    {
        tables.Instances.Delete(key);
        disk.Chunks.Remove(key);
    });

    public override void Advance(long key, HistoryTail tail)
    {
        // Looked up now: when the log is read again, the key may long be another instance's.
        var id = disk.IdOf(key);
        write(tables => tables.Instances.Update(tables.Instances.Find(id)! with { Tail = tail }));
    }

    public override void Append(long key, HistoryChunk chunk)
    {
        write(tables =>
        {
            tables.Instances.Append(key, chunk);
            disk.ChunksOf(key).Add(chunk);
        });
        disk.Note(key, chunk.Events);
    }

    public override void DeleteHistory(long key) => write(tables =>
    {
        tables.Instances.DeleteHistory(key);
        disk.Chunks.Remove(key);
    });

    public override List<HistoryEvent> ReadHistory(long key) => inner.ReadHistory(key);

    public override void AddTimer(TimerRow timer) => write(tables => tables.Instances.AddTimer(timer));

    public override void RemoveTimer(long key, long taskId) => write(tables => tables.Instances.RemoveTimer(key, taskId));

    public override IReadOnlyList<TimerRow> ReadTimers() => inner.ReadTimers();

    public override void AddMessage(InboxRow message) => write(tables => tables.Instances.AddMessage(message));

    public override void RemoveMessage(long id) => write(tables => tables.Instances.RemoveMessage(id));

    public override IReadOnlyList<InboxRow> ReadMessages() => inner.ReadMessages();

    public override IReadOnlyList<string> ReadActive() => inner.ReadActive();

    public override IReadOnlyList<string> ReadOpenChildren(string parentId) => inner.ReadOpenChildren(parentId);

    public override IReadOnlyList<InstanceRow> ReadRun(string runId) => inner.ReadRun(runId);

    public override IReadOnlyList<Suspect> ReadAtStake(DateTimeOffset now) => inner.ReadAtStake(now);

    public override IReadOnlyList<InstanceRow> ReadQuarantined() => inner.ReadQuarantined();

    public override long LastKey() => inner.LastKey();

    public override long LastMessage() => inner.LastMessage();
}

/// <summary>Records cross the disk as JSON: what does not survive that is lost here too.</summary>
internal sealed class LoggedRuns(RunTable inner, Action<Action<HubTables>> write) : RunTable
{
    public override RunRecord? Find(string runId) => inner.Find(runId);

    public override RunRecord? FindStart(string startKey) => inner.FindStart(startKey);

    public override IReadOnlyList<RunRecord> List(RunQuery query) => inner.List(query);

    public override IReadOnlyList<EndedRun> ListEnded(RunStatus status, DateTimeOffset before, EndedRun? after, int limit) => inner.ListEnded(status, before, after, limit);

    public override void Insert(RunRecord run) => Write(run, (tables, kept) => tables.Runs.Insert(kept));

    public override void Update(RunRecord run, string? result) => Write(run, (tables, kept) => tables.Runs.Update(kept));

    public override void Delete(string runId) => write(tables => tables.Runs.Delete(runId));

    private void Write(RunRecord run, Action<HubTables, RunRecord> into)
    {
        var kept = Wire.Deserialize<RunRecord>(Wire.Serialize(run))!;
        write(tables => into(tables, kept));
    }
}

internal sealed class LoggedEvents(EventTable inner, Action<Action<HubTables>> write) : EventTable
{
    public override void Add(RunEvent happened) => write(tables => tables.Events.Add(happened));

    public override IReadOnlyList<RunEvent> Read(string? runId, long after, int limit) => inner.Read(runId, after, limit);

    public override long Last() => inner.Last();

    public override void DeleteRun(string runId) => write(tables => tables.Events.DeleteRun(runId));
}

internal sealed class LoggedApprovals(ApprovalTable inner, Action<Action<HubTables>> write) : ApprovalTable
{
    public override ApprovalRecord? Find(string approvalId) => inner.Find(approvalId);

    public override void Insert(ApprovalRecord record) => Write(record, (tables, kept) => tables.Approvals.Insert(kept));

    public override void Update(ApprovalRecord record) => Write(record, (tables, kept) => tables.Approvals.Update(kept));

    public override IReadOnlyList<ApprovalRecord> List(string? runId, bool? open, ApprovalPlace? after, int limit) => inner.List(runId, open, after, limit);

    public override IReadOnlyList<ApprovalRecord> ListWithNotices(int limit) => inner.ListWithNotices(limit);

    public override IReadOnlyList<AuditRow> ReadAudit(string approvalId, long below, int limit) => inner.ReadAudit(approvalId, below, limit);

    public override AuditRow? FindAudit(string approvalId, long number) => inner.FindAudit(approvalId, number);

    public override void PutAudit(string approvalId, AuditRow row)
    {
        var kept = Wire.Deserialize<AuditRow>(Wire.Serialize(row))!;
        write(tables => tables.Approvals.PutAudit(approvalId, kept));
    }

    public override void DeleteRun(string runId) => write(tables => tables.Approvals.DeleteRun(runId));

    private void Write(ApprovalRecord record, Action<HubTables, ApprovalRecord> into)
    {
        var kept = Wire.Deserialize<ApprovalRecord>(Wire.Serialize(record))!;
        write(tables => into(tables, kept));
    }
}

internal sealed class LoggedBodies(BodyTable inner, Action<Action<HubTables>> write) : BodyTable
{
    public override void PutAsset(string runId, string sha256, ReadOnlyMemory<byte> body) => write(tables => tables.Bodies.PutAsset(runId, sha256, body));

    public override byte[]? FindAsset(string runId, string sha256) => inner.FindAsset(runId, sha256);

    public override void PutDefinition(string sha256, byte[] body) => write(tables => tables.Bodies.PutDefinition(sha256, body));

    public override byte[]? FindDefinition(string sha256) => inner.FindDefinition(sha256);

    public override void DeleteRun(string runId, string definitionHash) => write(tables => tables.Bodies.DeleteRun(runId, definitionHash));
}

internal sealed class LoggedClaims(Action<Action<HubTables>> write) : ClaimTable
{
    public override bool TryAdd(string runId, string key) => Once.Of(write, tables => tables.Claims.TryAdd(runId, key));

    public override void DeleteRun(string runId) => write(tables => tables.Claims.DeleteRun(runId));
}

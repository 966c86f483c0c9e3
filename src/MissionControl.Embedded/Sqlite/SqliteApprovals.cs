using MissionControl.Approvals;
using MissionControl.Embedded.Hub;

namespace MissionControl.Embedded.Sqlite;

internal sealed class SqliteApprovals(SqliteSession session) : ApprovalTable
{
    private const string Order = "ORDER BY requested_at DESC, approval_id DESC LIMIT ?5";
    private const string After = "(?2 IS NULL OR requested_at < ?2 OR (requested_at = ?2 AND approval_id < ?3))";

    public override ApprovalRecord? Find(string approvalId)
    {
        var find = session["SELECT record FROM approvals WHERE approval_id = ?1"].Bind(1, approvalId);
        var record = find.Step() ? Read(find) : null;
        find.Reset();
        return record;
    }

    public override void Insert(ApprovalRecord record) =>
        session["INSERT INTO approvals(approval_id, run_id, open, requested_at, record, notices) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"]
            .Bind(1, record.ApprovalId).Bind(2, record.RunId).Bind(3, record.IsOpen ? 1 : 0).Bind(4, record.RequestedAt)
            .Bind(5, Wire.Serialize(record)).Bind(6, record.Notices.Count > 0 ? 1 : 0).Run();

    public override void Update(ApprovalRecord record) =>
        session["UPDATE approvals SET open = ?2, record = ?3, notices = ?4 WHERE approval_id = ?1"]
            .Bind(1, record.ApprovalId).Bind(2, record.IsOpen ? 1 : 0).Bind(3, Wire.Serialize(record)).Bind(4, record.Notices.Count > 0 ? 1 : 0).Run();

    // The conditions are spelled out so that each question finds its index.
    public override IReadOnlyList<ApprovalRecord> List(string? runId, bool? open, ApprovalPlace? after, int limit)
    {
        var conditions = (runId is null, open) switch
        {
            (true, true) => "open = 1",
            (true, false) => "open = 0",
            (true, null) => "true",
            (false, true) => "run_id = ?1 AND open = 1",
            (false, false) => "run_id = ?1 AND open = 0",
            _ => "run_id = ?1",
        };
        var list = session[$"SELECT record FROM approvals WHERE {conditions} AND {After} AND ?1 IS ?1 {Order}"];
        list.Bind(1, runId).Bind(2, after?.RequestedAt).Bind(3, after?.ApprovalId).Bind(5, limit);
        return ReadAll(list);
    }

    public override IReadOnlyList<ApprovalRecord> ListWithNotices(int limit) =>
        ReadAll(session["SELECT record FROM approvals WHERE notices = 1 ORDER BY requested_at, approval_id LIMIT ?1"].Bind(1, limit));

    public override IReadOnlyList<AuditRow> ReadAudit(string approvalId, long below, int limit)
    {
        var read = session["SELECT number, entry FROM approval_audit WHERE approval_id = ?1 AND number < ?2 ORDER BY number DESC LIMIT ?3"];
        read.Bind(1, approvalId).Bind(2, below).Bind(3, limit);
        var rows = new List<AuditRow>();
        while (read.Step())
        {
            rows.Add(ReadRow(read));
        }

        return rows;
    }

    public override AuditRow? FindAudit(string approvalId, long number)
    {
        var find = session["SELECT number, entry FROM approval_audit WHERE approval_id = ?1 AND number = ?2"].Bind(1, approvalId).Bind(2, number);
        var row = find.Step() ? ReadRow(find) : null;
        find.Reset();
        return row;
    }

    public override void PutAudit(string approvalId, AuditRow row) =>
        session["INSERT INTO approval_audit(approval_id, number, entry) VALUES(?1, ?2, ?3) ON CONFLICT(approval_id, number) DO UPDATE SET entry = excluded.entry"]
            .Bind(1, approvalId).Bind(2, row.Number).Bind(3, Wire.Serialize(row.Entry)).Run();

    public override void DeleteRun(string runId)
    {
        session["DELETE FROM approval_audit WHERE approval_id IN (SELECT approval_id FROM approvals WHERE run_id = ?1)"].Bind(1, runId).Run();
        session["DELETE FROM approvals WHERE run_id = ?1"].Bind(1, runId).Run();
    }

    private static ApprovalRecord Read(Statement row) => Wire.Deserialize<ApprovalRecord>(row.Text(0))!;

    private static AuditRow ReadRow(Statement row) => new(row.Int64(0), Wire.Deserialize<ApprovalAuditEntry>(row.Text(1))!);

    private static List<ApprovalRecord> ReadAll(Statement list)
    {
        var records = new List<ApprovalRecord>();
        while (list.Step())
        {
            records.Add(Read(list));
        }

        return records;
    }
}

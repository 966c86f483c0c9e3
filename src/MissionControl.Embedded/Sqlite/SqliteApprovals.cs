using MissionControl.Approvals;
using MissionControl.Embedded.Hub;

namespace MissionControl.Embedded.Sqlite;

internal sealed class SqliteApprovals(SqliteSession session) : ApprovalTable
{
    public override ApprovalRecord? Find(string approvalId)
    {
        var find = session["SELECT record FROM approvals WHERE approval_id = ?1"].Bind(1, approvalId);
        var record = find.Step() ? Read(find) : null;
        find.Reset();
        return record;
    }

    public override void Insert(ApprovalRecord record) =>
        session["INSERT INTO approvals(approval_id, run_id, open, requested_at, record) VALUES(?1, ?2, ?3, ?4, ?5)"]
            .Bind(1, record.ApprovalId).Bind(2, record.RunId).Bind(3, record.IsOpen ? 1 : 0).Bind(4, record.RequestedAt).Bind(5, Wire.Serialize(record)).Run();

    public override void Update(ApprovalRecord record) =>
        session["UPDATE approvals SET open = ?2, record = ?3 WHERE approval_id = ?1"]
            .Bind(1, record.ApprovalId).Bind(2, record.IsOpen ? 1 : 0).Bind(3, Wire.Serialize(record)).Run();

    public override IReadOnlyList<ApprovalRecord> List(string? runId, bool openOnly)
    {
        var conditions = (runId is null, openOnly) switch
        {
            (true, true) => "open = 1",
            (true, false) => "true",
            (false, true) => "run_id = ?1 AND open = 1",
            _ => "run_id = ?1",
        };
        var list = session[$"SELECT record FROM approvals WHERE {conditions} ORDER BY requested_at DESC, approval_id DESC"];
        if (runId is not null)
        {
            list.Bind(1, runId);
        }

        var records = new List<ApprovalRecord>();
        while (list.Step())
        {
            records.Add(Read(list));
        }

        return records;
    }

    public override void DeleteRun(string runId) => session["DELETE FROM approvals WHERE run_id = ?1"].Bind(1, runId).Run();

    private static ApprovalRecord Read(Statement row) => Wire.Deserialize<ApprovalRecord>(row.Text(0))!;
}

using MissionControl.Approvals;
using MissionControl.Missions;

namespace MissionControl.Embedded.Hub;

/// <summary>Changes of runs as those outside are told of them, numbered in the order of commits.</summary>
internal abstract class EventTable
{
    public abstract void Add(RunEvent happened);

    public abstract IReadOnlyList<RunEvent> Read(string? runId, long after, int limit);

    public abstract long Last();

    public abstract void DeleteRun(string runId);

    public void Started(RunRecord run) =>
        Add(new RunEvent(run.RunId, run.MissionId, RunEventKind.Started, run.CreatedAt, run.Status) { By = run.RequestedBy });

    /// <summary>Nothing when nothing changed that readers are told.</summary>
    public void Changed((RunRecord Before, RunRecord After)? change, DateTimeOffset at)
    {
        if (change is not var (before, after) || (before.Status == after.Status && before.ExecutionId == after.ExecutionId && Same(before.Progress, after.Progress)))
        {
            return;
        }

        Add(new RunEvent(after.RunId, after.MissionId, RunEventKind.Changed, at, after.Status)
        {
            HopsDone = after.Progress?.HopsDone,
            HopsTotal = after.Progress?.HopsTotal,
            Awaiting = after.IsFinal || after.Progress?.Awaiting is not { Count: > 0 } awaiting ? null : awaiting,
        });
    }

    public void Requested(ApprovalRecord approval, RunStatus status) => Add(Of(approval, RunEventKind.ApprovalRequested, approval.RequestedAt, status));

    /// <summary>Nothing when only what no reader is told of changed.</summary>
    public void Changed(ApprovalRecord before, ApprovalRecord after, RunStatus status, DateTimeOffset at)
    {
        if (before.Status != after.Status || before.Votes.Count != after.Votes.Count || before.Delegations.Count != after.Delegations.Count || before.Level != after.Level)
        {
            Add(Of(after, RunEventKind.ApprovalChanged, at, status) with { By = after.Decision?.By });
        }
    }

    private static RunEvent Of(ApprovalRecord approval, RunEventKind kind, DateTimeOffset at, RunStatus status) =>
        new(approval.RunId, approval.MissionId, kind, at, status) { ApprovalId = approval.ApprovalId, ApprovalStatus = approval.Status };

    private static bool Same(RunProgress? before, RunProgress? after) =>
        ReferenceEquals(before, after)
        || (before is not null && after is not null && before.HopsDone == after.HopsDone && before.HopsTotal == after.HopsTotal
            && before.Awaiting.SequenceEqual(after.Awaiting));
}

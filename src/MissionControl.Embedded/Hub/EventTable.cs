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

    public void Started(RunRecord run) => Add(RunEvent.OfStart(run));

    /// <summary>Nothing when nothing changed that readers are told.</summary>
    public void Changed((RunRecord Before, RunRecord After)? change, DateTimeOffset at)
    {
        if (change is var (before, after) && RunEvent.OfChange(before, after, at) is { } happened)
        {
            Add(happened);
        }
    }

    public void Requested(ApprovalRecord approval, RunStatus status) => Add(RunEvent.OfRequest(approval, status));

    /// <summary>Nothing when only what no reader is told of changed.</summary>
    public void Changed(ApprovalRecord before, ApprovalRecord after, RunStatus status, DateTimeOffset at)
    {
        if (RunEvent.OfChange(before, after, status, at) is { } happened)
        {
            Add(happened);
        }
    }
}

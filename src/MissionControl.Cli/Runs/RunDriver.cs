using MissionControl.Approvals;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Cli.Runs;

/// <summary>Stays with a run until it is final, suspended, or only people can go on, and shows how.</summary>
internal abstract class RunDriver : IDisposable
{
    private readonly Terminal _terminal;
    private readonly HubAccess _access;

    protected RunDriver(Terminal terminal, HubAccess access, string runId)
    {
        (_terminal, _access, RunId) = (terminal, access, runId);
        Run = new RunProjection(runId);
        Display = RunDisplay.Of(terminal);
    }

    protected string RunId { get; }

    protected RunProjection Run { get; }

    protected RunDisplay Display { get; }

    /// <exception cref="OperationCanceledException">The caller asked to stop; the run can be resumed.</exception>
    public Task<RunRecord> DriveAsync(Driving driving, CancellationToken stop) => Display.ShowAsync(async () =>
    {
        using var pace = Display.Pace is { } period ? new PeriodicTimer(period, _terminal.Clock) : null;
        var record = await FollowAsync(driving, pace, stop);
        Display.Tick(Run);
        return record;
    });

    public abstract void Dispose();

    protected abstract Task<RunRecord> FollowAsync(Driving driving, PeriodicTimer? pace, CancellationToken stop);

    /// <summary>What is true already is no change.</summary>
    protected async Task BeginAsync()
    {
        foreach (var history in await ReadAsync(CancellationToken.None))
        {
            Run.Apply(history);
        }

        Display.Begin(Run);
    }

    protected Task<IReadOnlyList<InstanceHistory>> ReadAsync(CancellationToken stop) => _access.Missions.Runs.ReadHistoryAsync(RunId, stop);

    protected async Task<RunRecord?> FindAtRestAsync(CancellationToken stop)
    {
        var record = await _access.Missions.Runs.GetAsync(RunId, stop) ?? throw new RunNotFoundException(RunId);
        return record.IsFinal || record.Status is RunStatus.AwaitingApproval or RunStatus.Suspended ? record : null;
    }

    protected Task<IReadOnlyList<ApprovalRecord>> OpenApprovalsAsync(CancellationToken stop) =>
        _access.Approvals.ListAllAsync(new ApprovalQuery(RunId, Open: true), stop);

    protected async Task ApproveOpenAsync(Driving driving, CancellationToken stop)
    {
        if (!driving.ApproveAll)
        {
            return;
        }

        foreach (var approval in await OpenApprovalsAsync(stop))
        {
            await _access.VoteAsync(new ApprovalVote(approval.ApprovalId, Approve: true, driving.By, Person.Channel, "--approve-all"), stop);
        }
    }
}

using MissionControl.Approvals;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Simulation.Scenarios;

namespace MissionControl.Simulation.People;

/// <summary>Everybody outside: starts runs, votes, holds up, lets go, ends and retries; and repeats what was not answered.</summary>
internal sealed class Crowd(World world, IReadOnlyList<RunScenario> runs, IReadOnlyList<EventSender> senders)
{
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _retries = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];

    /// <summary>Votes that were acknowledged, by approval.</summary>
    public Dictionary<string, ApprovalDecision> Votes { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs whose start was acknowledged.</summary>
    public HashSet<string> Started { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Purged { get; } = new(StringComparer.Ordinal);

    public bool IsAtWork => _open.Count > 0;

    /// <summary>Everybody looks once at what there is to do.</summary>
    /// <returns>True when somebody began something.</returns>
    public bool Look()
    {
        var before = _begun.Count;
        foreach (var sender in senders)
        {
            Once($"send to {sender.InstanceId}", () => sender.SendAsync(world));
        }

        foreach (var run in runs)
        {
            Look(run, new RunCommands(world, run, this));
        }

        return _begun.Count > before;
    }

    private void Look(RunScenario scenario, RunCommands commands)
    {
        var id = scenario.RunId;
        Once($"start {id}", commands.StartAsync);
        var run = world.Disk.Tables.Runs.Find(id);
        if (run is null || !Started.Contains(id))
        {
            return;
        }

        foreach (var approval in world.Disk.Tables.Approvals.List(id, openOnly: true).Where(approval => !scenario.Ignored.Contains(Subject(approval))))
        {
            Vote(scenario, approval);
        }

        if (scenario.IsSuspended)
        {
            Once($"suspend {id}", commands.SuspendAndResumeAsync);
        }

        if (scenario.IsTerminated)
        {
            Once($"terminate {id}", commands.TerminateAsync);
        }

        if (run.Status == RunStatus.Failed && _retries.GetValueOrDefault(id) < scenario.Retries && run.Result is not null)
        {
            Once($"retry {run.ExecutionId}", () => commands.RetryAsync(run.ExecutionId, () => _retries[id] = _retries.GetValueOrDefault(id) + 1));
        }
        else if (run.IsFinal && scenario.IsPurged && !HasOpenErrands(id))
        {
            Once($"purge {id}", commands.PurgeAsync);
        }
    }

    private void Vote(RunScenario scenario, ApprovalRecord approval)
    {
        var approve = !scenario.Rejected.Contains(Subject(approval));
        Once($"vote on {approval.ApprovalId}", () => VoteAsync(new ApprovalVote(approval.ApprovalId, approve, "ann", "test", null)));
        if (scenario.IsContested)
        {
            Once($"second vote on {approval.ApprovalId}", () => VoteAsync(new ApprovalVote(approval.ApprovalId, !approve, "bob", "test", null)));
        }
    }

    private async Task VoteAsync(ApprovalVote vote)
    {
        var result = await world.CallAsync($"vote {vote.ApprovalId} by {vote.By}", runtime =>
            vote.CastAsync(runtime.Stores.Approvals, world.Outside.Clock, CancellationToken.None));
        if (result.Answer is VoteAnswer.Decided or VoteAnswer.Repeated)
        {
            if (!Votes.TryAdd(vote.ApprovalId, result.Record!.Decision!))
            {
                world.Facts.Break($"two votes decided '{vote.ApprovalId}'");
            }
        }
        else if (result.Answer == VoteAnswer.Unknown && !_begun.Contains($"purge {InstanceIds.RunOf(vote.ApprovalId)}"))
        {
            world.Facts.Break($"the approval '{vote.ApprovalId}' was seen, and is unknown");
        }
    }

    /// <summary>As <see cref="RunScenario.Rejected"/> names it: without the execution, so that a retry gets the same answer.</summary>
    private static string Subject(ApprovalRecord approval) => approval.Subject switch
    {
        { Kind: ApprovalSubjectKind.Plan } plan => $"plan#{plan.Round}",
        { StepId: { } step } subject => $"{subject.HopId}/{step}#{subject.Round}",
        { } subject => $"{subject.HopId}#{subject.Round}",
    };

    private bool HasOpenErrands(string runId) => _open.Exists(what => what.Contains(runId, StringComparison.Ordinal));

    private void Once(string what, Func<Task> act)
    {
        if (_begun.Add(what))
        {
            _open.Add(what);
            world.Note("begins", what);
            world.Outside.Add("errand", () => _ = WorkAsync(what, act));
        }
    }

    private async Task WorkAsync(string what, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception error)
        {
            world.Facts.Break($"{what}: {error.GetType().Name}: {error.Message}");
        }

        _open.Remove(what);
    }
}

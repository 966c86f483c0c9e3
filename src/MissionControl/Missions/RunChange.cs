using System.Text.Json.Serialization;
using MissionControl.Runtime;

namespace MissionControl.Missions;

/// <summary>What an execution of a run tells of itself. Null = unchanged.</summary>
/// <param name="ExecutionId">Null for an instance below an execution.</param>
public sealed record RunChange(string RunId, string? ExecutionId)
{
    public RunProgress? Progress { get; init; }

    public bool IsResumed { get; init; }

    public bool IsSuspended { get; init; }

    /// <summary>The command that ends the run.</summary>
    public RunCommand? Ending { get; init; }

    public RunResult? Result { get; init; }

    /// <summary>The result as JSON, when it is at hand.</summary>
    public string? ResultText { get; init; }

    public string? Error { get; init; }

    /// <summary>The person whose command it is; null for what the run or the runtime did.</summary>
    public string? By { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    [JsonIgnore]
    public bool IsFinal => Ending is not null;

    /// <summary>The command by which a result ends its run.</summary>
    public static RunCommand EndingOf(RunStatus result) => result switch
    {
        RunStatus.Completed => RunCommand.Complete,
        RunStatus.Rejected => RunCommand.Reject,
        _ => RunCommand.Fail,
    };

    /// <summary>The record after the change. Whoever applies it has looked first whether the execution is the current one and the run is open.</summary>
    /// <exception cref="IllegalTransitionException">The run does not allow it.</exception>
    public RunRecord ApplyTo(RunRecord run)
    {
        var status = run.Status;
        // A run can end by itself although an instance below it is stopped: that lifts the suspension.
        if (status == RunStatus.Suspended && (IsResumed || (IsFinal && Ending != RunCommand.Terminate)))
        {
            status = RunTransitions.Next(RunId, status, RunCommand.Resume);
            run = run with { Error = null };
        }

        run = run with { Progress = Progress ?? run.Progress };
        if (status != RunStatus.Suspended)
        {
            var waits = run.Progress?.Status == RunStatus.AwaitingApproval;
            status = RunTransitions.Next(RunId, status, waits ? RunCommand.AwaitApproval : RunCommand.Run);
        }

        if (IsSuspended && status != RunStatus.Suspended)
        {
            status = RunTransitions.Next(RunId, status, RunCommand.Suspend);
        }

        if (Ending is { } ending)
        {
            status = RunTransitions.Next(RunId, status, ending);
        }

        return run with { Status = status, Result = Result ?? run.Result, Error = Error ?? run.Error, CompletedAt = IsFinal ? At : run.CompletedAt };
    }
}

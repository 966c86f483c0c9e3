using System.Runtime.ExceptionServices;
using MissionControl.Approvals;
using MissionControl.Hops;
using MissionControl.Runtime;

namespace MissionControl.Missions;

/// <summary>The course of one execution once its plan stands. Everything here runs on the orchestrator's own scheduler, one thing at a time.</summary>
internal sealed class MissionExecution(OrchestrationContext context, RunInput input, MissionPlan plan)
{
    private readonly MissionProgress _progress = new(plan, input.Inputs);
    private readonly Dictionary<string, HopResult> _earlier =
        (input.Checkpoint?.Hops ?? []).ToDictionary(hop => hop.Id, StringComparer.Ordinal);

    private readonly DateTimeOffset? _deadline = plan.Timeout is { } timeout ? context.CurrentUtcDateTime + timeout : null;
    private TaskCompletionSource _changed = new();
    private RunStatus? _broken;
    private readonly List<RunError> _errors = [];
    private RunProgress? _told;
    private ExceptionDispatchInfo? _fault;
    private bool _planApproved = input.Checkpoint?.PlanApproved ?? false;

    public async Task<RunResult> RunAsync()
    {
        using var over = new CancellationTokenSource();
        var stop = WatchDeadlineAsync(over.Token);
        _ = GuardAsync(ListenAsync(over.Token));
        if (plan.Approvals.Plan && !_planApproved)
        {
            await ApprovePlanAsync(stop);
        }

        while (_broken is null || _progress.Active.Count > 0)
        {
            if (_broken is null)
            {
                StartReadyHops();
            }

            if (_progress.Active.Count == 0)
            {
                break;
            }

            Tell();
            await _changed.Task;
            _changed = new TaskCompletionSource();
            _fault?.Throw();
        }

        over.Cancel();
        return await FinishAsync();
    }

    private async Task<RunResult> FinishAsync()
    {
        var outputs = plan.Outputs.Where(output => _progress.Assets.ContainsKey(output.Id)).ToDictionary(output => output.Id, output => _progress.Assets[output.Id]);
        if (_broken is null && plan.Outputs.Count > 0)
        {
            var check = new CheckOutputsInput(input.RunId, plan.Outputs, outputs);
            _errors.AddRange(await CheckAsync(check));
        }

        var status = _broken ?? (_errors.Count > 0 ? RunStatus.Failed : RunStatus.Completed);
        return new RunResult(status)
        {
            Outputs = outputs,
            Hops = _progress.Tell(),
            Errors = _errors,
            Plan = status == RunStatus.Failed ? plan : null,
            PlanApproved = _planApproved,
        };
    }

    private async Task<List<RunError>> CheckAsync(CheckOutputsInput check)
    {
        try
        {
            return await context.CallActivityAsync<List<RunError>>(TaskNames.CheckOutputs, check);
        }
        catch (ActivityFailedException error)
        {
            return [new RunError(error.Details.ErrorType, $"The outputs could not be checked: {error.Details.ErrorMessage}")];
        }
    }

    private void StartReadyHops()
    {
        while (_broken is null && _progress.NextReady() is { } hop)
        {
            var earlier = _earlier.GetValueOrDefault(hop.Id);
            if (earlier?.Status is HopStatus.Completed or HopStatus.Skipped)
            {
                _progress.End(earlier);
            }
            else if (_progress.SkipReason(hop) is { } reason)
            {
                _progress.End(new HopResult(hop.Id, HopStatus.Skipped) { Error = reason });
            }
            else
            {
                _progress.Begin(hop);
                _ = GuardAsync(RunHopAsync(hop, earlier));
            }
        }
    }

    private async Task RunHopAsync(PlannedHop hop, HopResult? earlier)
    {
        HopResult result;
        try
        {
            var message = HopMessages.Compose(context, input, plan, hop, _progress.Assets, _deadline, earlier);
            result = await context.CallSubOrchestratorAsync<HopResult>(TaskNames.Hop, message, HopInstance(hop.Id));
        }
        catch (SubOrchestrationFailedException error)
        {
            result = new HopResult(hop.Id, HopStatus.Failed) { Error = new RunError(error.Details.ErrorType, error.Details.ErrorMessage, hop.Id) };
        }

        _progress.End(result);
        if (result.Status is HopStatus.Failed or HopStatus.Rejected)
        {
            Break(result.Status == HopStatus.Rejected ? RunStatus.Rejected : RunStatus.Failed, result.Error!);
        }

        _changed.TrySetResult();
    }

    /// <summary>A fault beside the main course is thrown by the main course; a cancelled wait is none.</summary>
    private async Task GuardAsync(Task course)
    {
        try
        {
            await course;
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception error)
        {
            _fault = ExceptionDispatchInfo.Capture(error);
            _changed.TrySetResult();
        }
    }

    /// <summary>From here on nothing new starts; what is under way is told to come to an end.</summary>
    private void Break(RunStatus status, RunError error)
    {
        _errors.Add(error);
        if (_broken is null)
        {
            _broken = status;
            foreach (var hopId in _progress.Active.Order(StringComparer.Ordinal))
            {
                context.SendEvent(HopInstance(hopId), EventNames.Stop, new StopRequest(error.Message));
            }
        }
        else if (status == RunStatus.Failed)
        {
            _broken = RunStatus.Failed;
        }
    }

    private async Task ApprovePlanAsync(Task stop)
    {
        var subject = new ApprovalSubject(ApprovalSubjectKind.Plan, 1);
        var approval = new ApprovalInput(input.RunId, input.MissionId, context.InstanceId, subject, HopMessages.PlanSummary(plan), plan.Approvals);
        Tell(approval.ApprovalId);
        var outcome = await PersonWait.AskAsync(context, approval, stop);
        _planApproved = outcome.Status == ApprovalStatus.Approved;
        if (_planApproved || outcome.Status == ApprovalStatus.Cancelled)
        {
            return;
        }

        var error = outcome.Status == ApprovalStatus.Expired
            ? new RunError(HopErrors.ApprovalExpired, "The plan was not approved in time.")
            : new RunError(HopErrors.Rejected, $"The plan was rejected by {outcome.Decision?.By}{(outcome.Decision?.Comment is { Length: > 0 } comment ? $": {comment}" : ".")}");
        Break(RunStatus.Rejected, error);
    }

    /// <summary>Completes when the run's time is over; never when it has no limit.</summary>
    private async Task WatchDeadlineAsync(CancellationToken over)
    {
        if (_deadline is not { } deadline)
        {
            await new TaskCompletionSource().Task;
            return;
        }

        await context.CreateTimer(deadline, over);
        Break(RunStatus.Failed, new RunError(HopErrors.RunTimeout, $"The run took longer than its timeout: its time was over at {deadline:O}."));
        _changed.TrySetResult();
    }

    private async Task ListenAsync(CancellationToken over)
    {
        while (true)
        {
            var notice = await context.WaitForExternalEvent<HopNotice>(EventNames.HopNotice, over);
            _progress.Wait(notice.HopId, notice.ApprovalId);
            _changed.TrySetResult();
        }
    }

    private void Tell(string? planApproval = null)
    {
        var awaiting = planApproval is null ? _progress.Awaiting.Take(10).ToList() : [planApproval];
        var status = planApproval is not null || (_broken is null && _progress.OnlyPeopleCanGoOn) ? RunStatus.AwaitingApproval : RunStatus.Running;
        var progress = new RunProgress(status, _progress.Done, plan.Hops.Count, awaiting);
        if (_told is null || _told.Status != status || _told.HopsDone != progress.HopsDone || !_told.Awaiting.SequenceEqual(awaiting))
        {
            context.SetCustomStatus(progress);
            _told = progress;
        }
    }

    private string HopInstance(string hopId) => InstanceIds.Child(context.InstanceId, hopId);
}

using System.Runtime.ExceptionServices;
using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Hops;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Missions;

/// <summary>The course of one execution once its plan stands. Everything here runs on the orchestrator's own scheduler, one thing at a time.</summary>
internal sealed class MissionExecution(OrchestrationContext context, RunInput input, MissionPlan plan)
{
    private readonly MissionQuestions _questions = new(context, input, plan);
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
    private readonly HashSet<string> _outputsApproved = new(input.Checkpoint?.OutputsApproved ?? [], StringComparer.Ordinal);
    private readonly TaskCompletionSource _rejected = new();
    private RunTelemetry? _telemetry;

    public async Task<RunResult> RunAsync()
    {
        using var over = new CancellationTokenSource();
        var stop = WatchDeadlineAsync(over.Token);
        _ = GuardAsync(ListenAsync(over.Token));
        using var told = new CancellationTokenSource();
        _telemetry = plan.Revision >= 2 ? new RunTelemetry(context, input, plan, told) : null;
        _telemetry?.WatchBudget();
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

        // Without an output to approve nothing holds the run any more, and its time is no longer watched.
        var asksForOutputs = _broken is null && plan.Outputs.Any(output => output.RequiresApproval);
        if (!asksForOutputs)
        {
            over.Cancel();
        }

        return await FinishAsync(asksForOutputs ? stop : null, over);
    }

    private async Task<RunResult> FinishAsync(Task? stop, CancellationTokenSource over)
    {
        var outputs = plan.Outputs.Where(output => _progress.Assets.ContainsKey(output.Id)).ToDictionary(output => output.Id, output => _progress.Assets[output.Id]);
        var check = _broken is null && plan.Outputs.Count > 0 ? new CheckOutputsInput(input.RunId, plan.Outputs, outputs) : null;
        if (check is not null && (stop is not null || _telemetry is null))
        {
            _errors.AddRange(await CheckAsync(check));
            check = null;
        }

        if (stop is not null && _broken is null && _errors.Count == 0)
        {
            await ApproveOutputsAsync(outputs, stop);
        }

        over.Cancel();
        await EndTelemetryAsync(check);
        var status = Status;
        return new RunResult(status)
        {
            Outputs = outputs,
            Hops = _progress.Tell(),
            Errors = _errors,
            Plan = status == RunStatus.Failed ? plan : null,
            PlanApproved = _planApproved,
            HumanDelayMinutes = _telemetry?.HumanDelayMinutes,
            OutputsApproved = _outputsApproved.Count == 0 ? null : [.. _outputsApproved.Order(StringComparer.Ordinal)],
        };
    }

    private RunStatus Status => _broken ?? (_errors.Count > 0 ? RunStatus.Failed : RunStatus.Completed);

    /// <summary>The end of the run and the check of its outputs are one activity, unless people had to approve outputs in between.</summary>
    private async Task EndTelemetryAsync(CheckOutputsInput? check)
    {
        if (_telemetry is null)
        {
            return;
        }

        var hops = _progress.Tell();
        var ending = new RunEnding(RunTelemetry.Begin(input, context.InstanceId), Status, context.CurrentUtcDateTime)
        {
            Check = check,
            Errors = _errors,
            KpiAssets = (plan.KpiAssets ?? []).Where(_progress.Assets.ContainsKey).ToDictionary(id => id, id => _progress.Assets[id]),
            CompletedHops = hops.Count(hop => hop.Status == HopStatus.Completed),
        };
        if (await _telemetry.EndAsync(ending) is { } found)
        {
            _errors.AddRange(found);
        }
        else if (check is not null)
        {
            _errors.AddRange(await CheckAsync(check));
        }
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
                End(hop, new HopResult(hop.Id, HopStatus.Skipped) { Error = reason });
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

        End(hop, result);
        if (result.Status is HopStatus.Failed or HopStatus.Rejected)
        {
            Break(result.Status == HopStatus.Rejected ? RunStatus.Rejected : RunStatus.Failed, result.Error!);
        }

        _changed.TrySetResult();
    }

    private void End(PlannedHop hop, HopResult result)
    {
        _progress.End(result);
        _telemetry?.Add(hop.Definition, result);
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
            _rejected.TrySetResult();
            foreach (var hopId in _progress.Active.Order(StringComparer.Ordinal))
            {
                context.SendEvent(HopInstance(hopId), EventNames.Stop, new StopRequest(error.Message));
            }
        }
        else if (status == (plan.Revision > 0 ? RunStatus.Rejected : RunStatus.Failed))
        {
            // What a person rejected is not done again by a retry, whatever else failed before or after.
            _broken = status;
        }
    }

    private async Task ApprovePlanAsync(Task stop)
    {
        var approval = _questions.AboutPlan();
        Tell([approval.ApprovalId]);
        _planApproved = await AskAsync(approval, "The plan", stop);
    }

    private async Task ApproveOutputsAsync(Dictionary<string, AssetReference> outputs, Task stop)
    {
        var open = plan.Outputs.Where(output => output.RequiresApproval && !_outputsApproved.Contains(output.Id)).Select(output => output.Id).ToList();
        var asked = open.ConvertAll(output => _questions.AboutOutput(output, outputs[output]));
        Tell(asked.ConvertAll(approval => approval.ApprovalId));
        await Task.WhenAll(asked.Select(async approval =>
        {
            if (await AskAsync(approval, $"Output '{approval.Subject.AssetId}'", Task.WhenAny(stop, _rejected.Task)))
            {
                _outputsApproved.Add(approval.Subject.AssetId!);
            }
        }));
    }

    /// <returns>True when it was approved; a rejection has ended the run, an end of the run has cancelled it.</returns>
    private async Task<bool> AskAsync(ApprovalInput approval, string what, Task stop)
    {
        var answer = await _questions.AskAsync(approval, what, stop);
        _telemetry?.CountDelay(answer.Delay);
        if (answer is { Ending: { } ending, Error: { } error })
        {
            Break(ending, error);
        }

        return answer.IsApproved;
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

    /// <param name="asked">Approvals about the mission itself, for which all of it waits.</param>
    private void Tell(IReadOnlyList<string>? asked = null)
    {
        var awaiting = (asked ?? _progress.Awaiting).Take(10).ToList();
        var status = asked is { Count: > 0 } || (_broken is null && _progress.OnlyPeopleCanGoOn) ? RunStatus.AwaitingApproval : RunStatus.Running;
        var progress = new RunProgress(status, _progress.Done, plan.Hops.Count, awaiting);
        if (_told is null || _told.Status != status || _told.HopsDone != progress.HopsDone || !_told.Awaiting.SequenceEqual(awaiting))
        {
            context.SetCustomStatus(progress);
            _told = progress;
        }
    }

    private string HopInstance(string hopId) => InstanceIds.Child(context.InstanceId, hopId);
}

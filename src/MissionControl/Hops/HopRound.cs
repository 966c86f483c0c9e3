using MissionControl.Approvals;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Steps;

namespace MissionControl.Hops;

/// <summary>One round of a hop: its approval, then its steps in order until one fails, a person says no, or the mission says stop.</summary>
internal sealed class HopRound(OrchestrationContext context, HopInput input, HopState state, OverrunWatch overrun, Task stop)
{
    private const string HopSubject = "hop";

    private readonly HopQuestions _questions = new(input, state);

    public async Task<HopEnd> RunAsync()
    {
        var end = await WorkAsync();
        await overrun.EndAsync();
        return end;
    }

    private async Task<HopEnd> WorkAsync()
    {
        if (input.Hop.RequiresHumanApproval || state.RoutedApproval is not null)
        {
            var subject = new ApprovalSubject(ApprovalSubjectKind.Hop, state.Round, input.Hop.Id);
            if (await AskAsync(HopSubject, _questions.AboutHop(subject), stop) is { } refused)
            {
                return refused;
            }
        }

        var deadline = Deadline();
        overrun.Go();
        foreach (var step in state.PlannedSteps)
        {
            if (state.Steps.TryGetValue(step.Id, out var before) && before.Status == StepStatus.Completed)
            {
                continue;
            }

            if (await RunStepAsync(step, deadline) is { } ended)
            {
                return ended;
            }
        }

        return new HopEnd.Done();
    }

    private async Task<HopEnd?> RunStepAsync(StepDefinition step, HopDeadline deadline)
    {
        if (stop.IsCompleted)
        {
            return new HopEnd.Stopped();
        }

        if (step.RequiresHumanApproval)
        {
            var subject = new ApprovalSubject(ApprovalSubjectKind.Step, state.Round, input.Hop.Id, step.Id);
            if (await AskInTimeAsync($"step:{step.Id}", _questions.AboutStep(subject, step), deadline) is { } refused)
            {
                return refused;
            }
        }

        return await new StepAttempts(context, input, state, stop, deadline).RunAsync(state.Approved(step));
    }

    /// <summary>The hop's time does not stand still while a person decides about one of its steps; the run's end comes as a stop.</summary>
    private async Task<HopEnd?> AskInTimeAsync(string key, ApprovalInput approval, HopDeadline deadline)
    {
        if (deadline is not { At: { } at, ErrorType: HopErrors.HopTimeout } || state.IsApproved(key))
        {
            return await AskAsync(key, approval, stop);
        }

        using var asked = new CancellationTokenSource();
        var over = context.CreateTimer(at, asked.Token);
        var end = await AskAsync(key, approval, Task.WhenAny(stop, over));
        asked.Cancel();
        var subject = approval.Subject;
        return end is HopEnd.Stopped && !stop.IsCompleted
            ? new HopEnd.Failed(new RunError(HopErrors.HopTimeout, $"Step '{subject.StepId}' of hop '{subject.HopId}' was not approved before the timeout of the hop.", subject.HopId, subject.StepId))
            : end;
    }

    private async Task<HopEnd?> AskAsync(string key, ApprovalInput approval, Task until)
    {
        if (state.IsApproved(key))
        {
            return null;
        }

        if (stop.IsCompleted)
        {
            return new HopEnd.Stopped();
        }

        Notify(approval.ApprovalId);
        overrun.Pause();
        ApprovalOutcome outcome;
        try
        {
            outcome = await PersonWait.AskAsync(context, approval, until);
        }
        catch (SubOrchestrationFailedException error) when (input.Revision > 0)
        {
            Notify(null);
            return await NotAskedAsync(approval, error);
        }

        Notify(null);
        state.Count(outcome);
        if (key != HopSubject)
        {
            overrun.Go();
        }

        return End(key, approval.Subject, outcome);
    }

    private HopEnd? End(string key, ApprovalSubject subject, ApprovalOutcome outcome)
    {
        switch (outcome.Status)
        {
            case ApprovalStatus.Approved:
                state.Approve(key);
                if (subject.StepId is { } step && outcome.Decision?.Changes is { } changes)
                {
                    state.Edit(step, changes);
                }

                return null;
            case ApprovalStatus.Cancelled:
                return new HopEnd.Stopped();
            default:
                return new HopEnd.Rejected(Refusal(outcome, subject));
        }
    }

    /// <summary>Nobody can be asked, or the platform failed: no work is done without its approval, and what was done before is kept for a retry.</summary>
    private async Task<HopEnd> NotAskedAsync(ApprovalInput approval, SubOrchestrationFailedException error)
    {
        await PersonWait.CloseAsync(context, approval.ApprovalId);
        var subject = approval.Subject;
        var what = subject.StepId is { } step ? $"step '{step}' of hop '{subject.HopId}'" : $"hop '{subject.HopId}'";
        return new HopEnd.Failed(new RunError(HopErrors.ApprovalFailed, $"The approval of {what} failed: {error.Details.ErrorMessage}", subject.HopId, subject.StepId));
    }

    private void Notify(string? approvalId)
    {
        if (context.ParentInstanceId is { } mission)
        {
            context.SendEvent(mission, EventNames.HopNotice, new HopNotice(input.Hop.Id, approvalId));
        }
    }

    private static RunError Refusal(ApprovalOutcome outcome, ApprovalSubject subject)
    {
        var what = subject.StepId is { } step ? $"Step '{step}' of hop '{subject.HopId}'" : $"Hop '{subject.HopId}'";
        var comment = outcome.Decision?.Comment is { Length: > 0 } text ? $": {text}" : ".";
        return outcome.Status == ApprovalStatus.Expired
            ? new RunError(HopErrors.ApprovalExpired, $"{what} was not approved in time.", subject.HopId, subject.StepId)
            : new RunError(HopErrors.Rejected, $"{what} was rejected by {outcome.Decision?.By}{comment}", subject.HopId, subject.StepId);
    }

    private HopDeadline Deadline()
    {
        var own = input.Hop.Timeout is { } timeout ? context.CurrentUtcDateTime + timeout : (DateTimeOffset?)null;
        return own is { } at && (input.RunDeadline is not { } run || at <= run)
            ? new HopDeadline(at, HopErrors.HopTimeout)
            : new HopDeadline(input.RunDeadline, HopErrors.RunTimeout);
    }
}

/// <summary>When a hop's time is over and whose limit that is.</summary>
internal sealed record HopDeadline(DateTimeOffset? At, string ErrorType);

using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Hops;
using MissionControl.Runtime;

namespace MissionControl.Missions;

/// <summary>What people are asked about a mission itself: its plan, its outputs.</summary>
internal sealed class MissionQuestions(OrchestrationContext context, RunInput input, MissionPlan plan)
{
    public ApprovalInput AboutPlan() =>
        Approval(new ApprovalSubject(ApprovalSubjectKind.Plan, 1), HopMessages.PlanSummary(plan), HopMessages.PlanQuestion(plan, input));

    public ApprovalInput AboutOutput(string output, AssetReference reference) => Approval(
        new ApprovalSubject(ApprovalSubjectKind.Output, 1, AssetId: output),
        $"Deliver {output} as an output of {plan.Name}",
        new ApprovalQuestion { Assets = new Dictionary<string, AssetReference> { [output] = reference } });

    /// <param name="what">The subject, for people.</param>
    public async Task<MissionAnswer> AskAsync(ApprovalInput approval, string what, Task stop)
    {
        ApprovalOutcome outcome;
        try
        {
            outcome = await PersonWait.AskAsync(context, approval, stop);
        }
        catch (SubOrchestrationFailedException error) when (plan.Revision > 0)
        {
            await PersonWait.CloseAsync(context, approval.ApprovalId);
            return new MissionAnswer(RunStatus.Failed, new RunError(HopErrors.ApprovalFailed, $"{what}: its approval failed: {error.Details.ErrorMessage}"));
        }

        return outcome.Status is ApprovalStatus.Rejected or ApprovalStatus.Expired
            ? new MissionAnswer(RunStatus.Rejected, Refusal(outcome, what)) { Delay = outcome.HumanDelay }
            : new MissionAnswer(null, null) { IsApproved = outcome.Status == ApprovalStatus.Approved, Delay = outcome.HumanDelay };
    }

    private static RunError Refusal(ApprovalOutcome outcome, string what) => outcome.Status == ApprovalStatus.Expired
        ? new RunError(HopErrors.ApprovalExpired, $"{what} was not approved in time.")
        : new RunError(HopErrors.Rejected, $"{what} was rejected by {outcome.Decision?.By}{(outcome.Decision?.Comment is { Length: > 0 } comment ? $": {comment}" : ".")}");

    private ApprovalInput Approval(ApprovalSubject subject, string summary, ApprovalQuestion question) =>
        new(input.RunId, input.MissionId, context.InstanceId, subject, summary, plan.Approvals)
        {
            Question = question,
            RequestedBy = input.RequestedBy,
            LateMinutes = plan.Watch?.LateMinutes,
        };
}

/// <summary>How a question about the mission ended.</summary>
/// <param name="Ending">How it ends the run, with the error; null: it does not.</param>
internal sealed record MissionAnswer(RunStatus? Ending, RunError? Error)
{
    /// <summary>False as well when the end of the run cancelled it.</summary>
    public bool IsApproved { get; init; }

    public TimeSpan Delay { get; init; }
}

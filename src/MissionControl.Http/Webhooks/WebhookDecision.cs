using System.Text.Json;
using MissionControl.Approvals;

namespace MissionControl.Http.Webhooks;

/// <summary>The body with which a system brings a person's vote.</summary>
/// <param name="Type"><c>approval.decision</c>.</param>
public sealed record WebhookDecision(string? Type, WebhookVote? Data)
{
    public const string DecisionType = "approval.decision";
}

/// <param name="Decision"><c>approve</c> or <c>reject</c>.</param>
/// <param name="By">The person whose vote it is.</param>
/// <param name="Changes">Inputs to approve with another value, by parameter.</param>
public sealed record WebhookVote(string? ApprovalId, string? Decision, string? By, string? Comment, IReadOnlyDictionary<string, JsonElement>? Changes);

/// <summary>What became of the vote.</summary>
public sealed record WebhookAnswer(string ApprovalId, VoteAnswer Answer, ApprovalStatus Status);

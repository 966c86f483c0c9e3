using System.Text.Json.Serialization;
using MissionControl.Approvals;

namespace MissionControl.Cli.Approvals;

/// <summary>What <c>--json</c> prints of an approval.</summary>
internal sealed record ApprovalAnswer(
    string ApprovalId,
    string RunId,
    string MissionId,
    ApprovalSubject Subject,
    ApprovalStatus Status,
    DateTimeOffset RequestedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? Due)
{
    public string? Summary { get; init; }

    public TimeoutConsequence OnTimeout { get; init; }

    public ApprovalDecision? Decision { get; init; }

    public static ApprovalAnswer Of(ApprovalRecord record) =>
        new(record.ApprovalId, record.RunId, record.MissionId, record.Subject, record.Status, record.RequestedAt, record.Due)
        {
            Summary = record.Summary,
            OnTimeout = record.OnTimeout,
            Decision = record.Decision,
        };
}

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

    /// <summary>Who has a vote; empty: whoever comes first.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    public ApprovalRule Rule { get; init; }

    public int? Quorum { get; init; }

    /// <summary>What must be fulfilled besides.</summary>
    public IReadOnlyList<ApprovalPart> Also { get; init; } = [];

    public int Level { get; init; }

    public string? RequestedBy { get; init; }

    public ApprovalEvidence? Evidence { get; init; }

    public IReadOnlyList<EditableInput> Editable { get; init; } = [];

    public IReadOnlyList<CountedVote> Votes { get; init; } = [];

    public IReadOnlyList<CountedDelegation> Delegations { get; init; } = [];

    /// <summary>Only where one approval is shown.</summary>
    public IReadOnlyList<ApprovalAuditEntry>? Audit { get; init; }

    public static ApprovalAnswer Of(ApprovalRecord record) =>
        new(record.ApprovalId, record.RunId, record.MissionId, record.Subject, record.Status, record.RequestedAt, record.Due)
        {
            Summary = record.Summary,
            OnTimeout = record.OnTimeout,
            Decision = record.Decision,
            Asked = record.Asked,
            Rule = record.Rule,
            Quorum = record.Quorum,
            Also = record.Also,
            Level = record.Level,
            RequestedBy = record.RequestedBy,
            Evidence = record.Evidence,
            Editable = record.Editable,
            Votes = record.Votes,
            Delegations = record.Delegations,
        };
}

using System.Text.Json.Serialization;

namespace MissionControl.Approvals;

/// <summary>The input of an approval's orchestration: what is asked of people, and the rules that hold for it.</summary>
/// <param name="Summary">One line for people: what will happen when it is approved.</param>
public sealed record ApprovalInput(string RunId, string MissionId, string ExecutionId, ApprovalSubject Subject, string Summary, ApprovalSettings Settings)
{
    /// <summary>Who decides and how; null: as the settings say.</summary>
    public ApprovalPolicy? Policy { get; init; }

    /// <summary>What the evidence is made of; null: none is made.</summary>
    public ApprovalQuestion? Question { get; init; }

    /// <summary>Who started the run, where it is known.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>Delays in minutes at which somebody looks whether they are a risk, shortest first; null: nobody does.</summary>
    public IReadOnlyList<decimal>? LateMinutes { get; init; }

    [JsonIgnore]
    public string ApprovalId => Subject.ApprovalId(ExecutionId);
}

/// <summary>How an approval ended, as the record says.</summary>
/// <param name="Status">Approved, rejected, expired or cancelled.</param>
/// <param name="HumanDelay">From the request to its end.</param>
public sealed record ApprovalOutcome(string ApprovalId, ApprovalStatus Status, TimeSpan HumanDelay, ApprovalDecision? Decision)
{
    /// <summary>How often it moved up a level; null: never.</summary>
    public int? Escalations { get; init; }
}

/// <summary>What an orchestration asks of the record of its approval.</summary>
public enum SettleAction
{
    /// <summary>Only read: an event said that it was decided.</summary>
    Read,

    /// <summary>A deadline or the time for a reminder has come.</summary>
    Expire,

    /// <summary>Nobody needs the decision any more.</summary>
    Cancel,
}

public sealed record SettleRequest(string ApprovalId, SettleAction Action, DateTimeOffset At);

public sealed record ApprovalRequest(ApprovalInput Approval, string InstanceId, DateTimeOffset At);

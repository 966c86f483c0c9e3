using System.Text.Json;
using MissionControl.Assets;

namespace MissionControl.Approvals;

/// <summary>How an approval ended: by whom, when, through which channel.</summary>
/// <param name="By">The name of the person whose vote decided, or <c>timeout</c>.</param>
/// <param name="Channel">For example <c>cli</c>.</param>
public sealed record ApprovalDecision(bool Approved, string By, DateTimeOffset At, string Channel, string? Comment = null)
{
    /// <summary>The voter's name of a decision that the deadline made.</summary>
    public const string Timeout = "timeout";

    /// <summary>Inputs that were approved with another value than asked for, by parameter; null: none.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Changes { get; init; }
}

/// <summary>A vote that counts: kept in the record, whether it decided or not.</summary>
/// <param name="For">The approver whose vote it is, when it was delegated; null: the voter's own.</param>
public sealed record CountedVote(string By, bool Approved, DateTimeOffset At, string Channel, string? Comment = null, string? For = null)
{
    /// <summary>The inputs that it approves with another value; null: as they are.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Changes { get; init; }
}

/// <summary>Somebody gave the vote away; the last delegation of a vote says who has it.</summary>
/// <param name="For">The approver whose vote it is: <paramref name="From"/>, or who gave it to them.</param>
public sealed record CountedDelegation(string From, string To, string For, DateTimeOffset At, string Channel, string? Comment = null);

/// <summary>An input that an approver may change.</summary>
public sealed record EditableInput(string Name, AssetType Type)
{
    /// <summary>The only values allowed, when there are few.</summary>
    public IReadOnlyList<string> AllowedValues { get; init; } = [];

    public bool Required { get; init; }
}

using System.Text.Json;

namespace MissionControl.Http.Approvals;

public enum DecisionWord
{
    Approve,
    Reject,
}

/// <summary>The body of a vote.</summary>
public sealed record DecisionBody
{
    public required DecisionWord Decision { get; init; }

    /// <summary>Why, in at most 4,000 characters; some approvals need one.</summary>
    public string? Comment { get; init; }

    /// <summary>Inputs to approve with another value, by parameter; only those that the approval names as editable.</summary>
    public Dictionary<string, JsonElement>? Changes { get; init; }

    /// <summary>In whose name; only for the command line of the server's own user.</summary>
    public string? By { get; init; }
}

/// <summary>The body of a delegation.</summary>
public sealed record DelegationBody
{
    /// <summary>The person who gets the vote.</summary>
    public required string To { get; init; }

    public string? Comment { get; init; }

    /// <summary>In whose name; only for the command line of the server's own user.</summary>
    public string? By { get; init; }
}

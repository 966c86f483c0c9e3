namespace MissionControl.Notifications;

/// <summary>Something that people or systems outside should hear of: told at least once on every channel that serves its audience.</summary>
/// <param name="NotificationId">Names the fact and not the telling: the same fact has the same id in every process and after every crash.</param>
/// <param name="Kind">One of <see cref="NotificationKinds"/>, for example <c>approval.requested</c>.</param>
/// <param name="At">When the fact came to be.</param>
/// <param name="Title">One line for people. Foreign text: channels escape it.</param>
public sealed record Notification(string NotificationId, string Kind, DateTimeOffset At, string Title)
{
    /// <summary>What a person needs to judge it, in order of importance. Foreign text, without secrets.</summary>
    public IReadOnlyList<NotificationFact> Facts { get; init; } = [];

    /// <summary>Persons by name. Empty = everybody whom the channels' configuration names.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    public string? ApprovalId { get; init; }

    public string? RunId { get; init; }

    public string? MissionId { get; init; }

    /// <summary>True when a decision is asked for: channels then offer the recipient a way to give it.</summary>
    public bool AsksForDecision { get; init; }
}

/// <summary>One line of a notification.</summary>
public sealed record NotificationFact(string Name, string Value);

/// <summary>The kinds of notifications, as they travel.</summary>
public static class NotificationKinds
{
    /// <summary>What every kind that is about an approval begins with; the rest is the notice's kind.</summary>
    public const string ApprovalPrefix = "approval.";

    public const string TriggerFired = "trigger.fired";

    public const string TriggerCleared = "trigger.cleared";

    public const string RiskOpened = "risk.opened";
}

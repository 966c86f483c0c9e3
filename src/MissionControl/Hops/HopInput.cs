using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Missions;

namespace MissionControl.Hops;

/// <summary>The input of a hop's orchestration.</summary>
/// <param name="Inputs">Local name to reference: what the hop's isolated workspace holds at its start.</param>
/// <param name="RunDeadline">When the execution's time is over; null: never.</param>
/// <param name="Resume">The hop as an earlier execution left it; null when it never began.</param>
public sealed record HopInput(
    string RunId,
    string ExecutionId,
    string MissionId,
    HopDefinition Hop,
    IReadOnlyDictionary<string, AssetReference> Inputs,
    string? DataDirectory,
    DateTimeOffset RunStartedAt,
    DateTimeOffset? RunDeadline,
    int InlineLimit,
    ApprovalSettings Approvals,
    HopResult? Resume)
{
    /// <summary>Who started the run; null where it is not known.</summary>
    public string? RequestedBy { get; init; }

    /// <summary><see cref="MissionPlan.Revision"/>.</summary>
    public int Revision { get; init; }

    /// <summary>SHA-256 of the run's document; null in older histories.</summary>
    public string? DefinitionHash { get; init; }

    /// <summary>What the plan expects the hop to cost.</summary>
    public decimal? EstimatedCostUsd { get; init; }

    /// <summary>Minutes at work at which somebody looks whether the hop overruns; null: nobody does.</summary>
    public IReadOnlyList<decimal>? OverrunMinutes { get; init; }

    /// <summary>A person's delays that are looked at; null: none.</summary>
    public IReadOnlyList<decimal>? LateMinutes { get; init; }

    /// <summary>How long an attempt of a step may wait for its turn before its own timeout begins. Null, in older histories: the wait counts.</summary>
    public TimeSpan? SlotWait { get; init; }
}

/// <summary>Tells the mission that a hop waits for a person, or no longer does.</summary>
/// <param name="ApprovalId">What it waits for; null when it goes on.</param>
public sealed record HopNotice(string HopId, string? ApprovalId);

/// <summary>Tells a hop to come to an end; why, for people.</summary>
public sealed record StopRequest(string Reason);

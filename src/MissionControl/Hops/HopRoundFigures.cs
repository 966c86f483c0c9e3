using MissionControl.Telemetry;

namespace MissionControl.Hops;

/// <summary>How long one round of a hop took, and what people did in it. Minutes are decimals.</summary>
/// <param name="ActualDurationMinutes">At work, without the time people took.</param>
public sealed record HopRoundFigures(DateTimeOffset StartedAt, decimal ActualDurationMinutes, decimal HumanDelayMinutes)
{
    /// <summary>Null when nobody was asked.</summary>
    public TaskDecision? Decision { get; init; }

    /// <summary>How often an approval of it moved up a level; null: never.</summary>
    public int? Escalations { get; init; }
}

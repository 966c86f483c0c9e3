using System.Text.Json.Serialization;

namespace MissionControl.Portfolio;

/// <summary>The latest snapshot, and how it differs from the latest one of an earlier day.</summary>
public sealed record PortfolioRollup(PortfolioSnapshot Latest, PortfolioSnapshot? Previous)
{
    /// <summary>Null when there is no earlier day.</summary>
    public SnapshotDeltas? Deltas => Previous is null ? null : SnapshotDeltas.Of(Latest, Previous);

    /// <param name="snapshots">In any order; those after the day are left out.</param>
    /// <returns>Null when there is no snapshot.</returns>
    public static PortfolioRollup? Of(IEnumerable<PortfolioSnapshot> snapshots, DateOnly asOf)
    {
        var known = snapshots.Where(snapshot => snapshot.SnapshotDate <= asOf).OrderBy(snapshot => snapshot.SnapshotDate).ToList();
        return known.Count == 0 ? null : new PortfolioRollup(known[^1], known.LastOrDefault(snapshot => snapshot.SnapshotDate < known[^1].SnapshotDate));
    }
}

/// <summary>Latest minus previous; an improvement has a difference only where both days have one.</summary>
public sealed record SnapshotDeltas
{
    public int ActiveRuns { get; init; }

    public int CompletedRuns { get; init; }

    public int MissionsAtRisk { get; init; }

    /// <summary>In percentage points.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public decimal? AvgKpiImprovementPct { get; init; }

    [JsonPropertyName("escalations_last_24h")]
    public long EscalationsLast24h { get; init; }

    [JsonPropertyName("human_interventions_last_24h")]
    public long HumanInterventionsLast24h { get; init; }

    public static SnapshotDeltas Of(PortfolioSnapshot latest, PortfolioSnapshot previous) => new()
    {
        ActiveRuns = latest.ActiveRuns - previous.ActiveRuns,
        CompletedRuns = latest.CompletedRuns - previous.CompletedRuns,
        MissionsAtRisk = latest.MissionsAtRisk - previous.MissionsAtRisk,
        AvgKpiImprovementPct = latest.AvgKpiImprovementPct - previous.AvgKpiImprovementPct,
        EscalationsLast24h = latest.EscalationsLast24h - previous.EscalationsLast24h,
        HumanInterventionsLast24h = latest.HumanInterventionsLast24h - previous.HumanInterventionsLast24h,
    };
}

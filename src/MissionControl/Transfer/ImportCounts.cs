namespace MissionControl.Transfer;

/// <summary>What an import found and what became of it.</summary>
public sealed record ImportCounts
{
    /// <summary>In the reference files.</summary>
    public int Missions { get; init; }

    /// <summary>In the reference files.</summary>
    public int Tasks { get; init; }

    /// <summary>In the reference files.</summary>
    public int Agents { get; init; }

    public ImportCount MissionVersions { get; init; }

    public ImportCount Runs { get; init; }

    public ImportCount TaskLogs { get; init; }

    public ImportCount Interventions { get; init; }

    public ImportCount RiskEvents { get; init; }

    public ImportCount Snapshots { get; init; }

    /// <summary>All records together, whatever became of them.</summary>
    public int Records() => MissionVersions.Total() + Runs.Total() + TaskLogs.Total() + Interventions.Total() + RiskEvents.Total() + Snapshots.Total();

    public static ImportCounts operator +(ImportCounts left, ImportCounts right) => new()
    {
        Missions = left.Missions + right.Missions,
        Tasks = left.Tasks + right.Tasks,
        Agents = left.Agents + right.Agents,
        MissionVersions = left.MissionVersions + right.MissionVersions,
        Runs = left.Runs + right.Runs,
        TaskLogs = left.TaskLogs + right.TaskLogs,
        Interventions = left.Interventions + right.Interventions,
        RiskEvents = left.RiskEvents + right.RiskEvents,
        Snapshots = left.Snapshots + right.Snapshots,
    };
}

/// <summary>Records of one kind.</summary>
/// <param name="New">There was none of their key.</param>
/// <param name="Replaced">They took the place of another.</param>
/// <param name="Unchanged">The same was there.</param>
/// <param name="Kept">What was there stays, for example a record of our own runs.</param>
public readonly record struct ImportCount(int New, int Replaced, int Unchanged, int Kept)
{
    public int Total() => New + Replaced + Unchanged + Kept;

    public static ImportCount operator +(ImportCount left, ImportCount right) =>
        new(left.New + right.New, left.Replaced + right.Replaced, left.Unchanged + right.Unchanged, left.Kept + right.Kept);

    /// <param name="known">Null: there is none.</param>
    /// <param name="stands">True when the one that is there stays.</param>
    internal ImportCount Plus<T>(T? known, T given, Func<T, T, bool> stands)
        where T : class => known is null ? this with { New = New + 1 }
            : Wire.Serialize(known) == Wire.Serialize(given) ? this with { Unchanged = Unchanged + 1 }
            : stands(known, given) ? this with { Kept = Kept + 1 }
            : this with { Replaced = Replaced + 1 };
}

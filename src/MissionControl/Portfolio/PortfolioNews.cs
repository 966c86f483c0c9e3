namespace MissionControl.Portfolio;

/// <summary>Says whether anything happened after a snapshot: as long as nothing did, it shows where the portfolio stands.</summary>
internal static class PortfolioNews
{
    /// <summary>The time that a snapshot is of; one from a file is of its whole day.</summary>
    public static DateTimeOffset TimeOf(PortfolioSnapshot snapshot) => snapshot.ComputedAt ?? PortfolioRecords.EndOf(snapshot.SnapshotDate);

    /// <param name="records">As of the time that is asked about.</param>
    public static bool Since(PortfolioSnapshot snapshot, PortfolioRecords records)
    {
        var time = TimeOf(snapshot);
        return records.Runs.Any(run => run.StartTime > time || run.EndTime > time)
            || records.TaskLogs.Any(log => log.EndedAt > time)
            || records.Interventions.Any(one => one.At > time)
            || records.RiskEvents.Any(risk => risk.DetectedAt > time || risk.RaisedAt > time || risk.ClosedAt > time);
    }

    /// <summary>True when it shows at first sight; false says nothing.</summary>
    public static bool Since(PortfolioSnapshot snapshot, PortfolioStanding standing)
    {
        var time = TimeOf(snapshot);
        return standing.Active.Any(run => run.StartTime > time)
            || standing.Open.Any(risk => risk.DetectedAt > time || risk.RaisedAt > time)
            || standing.Counts.Missions.Values.Any(latest => latest.Run.CountedAt > time && latest.Run.CountedAt <= standing.At);
    }
}

namespace MissionControl.Reference;

/// <summary>Reads a data directory in the Mission Control v2 file formats, all of it at once and with every fault named. It does no I/O itself.</summary>
public static class ReferenceReader
{
    /// <param name="file">A file's bytes by its name, or null when there is none.</param>
    /// <returns>A directory without any of the files gives <see cref="ReferenceSet.Empty"/>: it is a data directory for missions of its own.</returns>
    public static ReferenceReading Read(Func<string, byte[]?> file, ReferenceFiles? files = null)
    {
        files ??= new ReferenceFiles();
        var faults = new ReferenceFaults();
        var rows = new ReferenceRows(file, faults);
        if (rows.Has(files.BusinessMissionsFile))
        {
            RequireAll(rows, files);
        }

        var set = WithTelemetry(WithAgents(WithMissions(ReferenceSet.Empty, rows, files), rows, files), rows, files);
        new ReferenceLinks(set, files, faults).Check();
        return new ReferenceReading(set, faults.Errors, faults.Warnings);
    }

    private static void RequireAll(ReferenceRows rows, ReferenceFiles files)
    {
        string[] required =
        [
            files.DecomposedMissionTasksFile, files.SpecializedAgentsFile, files.AgentCapabilitiesMatrixFile, files.MissionKpisFile,
            files.MissionRunsFile, files.TaskExecutionLogsFile, files.AgentPerformanceStatsFile, files.MissionRiskEventsFile,
            files.MissionPortfolioSnapshotFile,
        ];
        foreach (var name in required)
        {
            rows.Require(name);
        }
    }

    private static ReferenceSet WithMissions(ReferenceSet set, ReferenceRows rows, ReferenceFiles files) => set with
    {
        Missions = rows.Read(files.BusinessMissionsFile, MissionRows.Mission, mission => mission.MissionId),
        Tasks = rows.Read(files.DecomposedMissionTasksFile, MissionRows.Tasks, mission => mission.MissionId).SelectMany(mission => mission.Tasks).ToList(),
        Kpis = rows.Read(files.MissionKpisFile, MissionRows.Kpis, kpis => kpis.MissionId),
        Contexts = rows.Read(files.MissionExecutionContextFile, MissionRows.Context, context => context.MissionId),
        Historical = rows.Read(files.HistoricalKpiDataFile, MissionRows.Historical, historical => historical.MissionId),
    };

    private static ReferenceSet WithAgents(ReferenceSet set, ReferenceRows rows, ReferenceFiles files) => set with
    {
        Agents = rows.Read(files.SpecializedAgentsFile, AgentRows.Agent, agent => agent.AgentId),
        CapableAgents = rows.Read(files.AgentCapabilitiesMatrixFile, AgentRows.Capable, row => row.Key).ToDictionary(row => row.Key, row => row.Value),
        Stats = rows.Read(files.AgentPerformanceStatsFile, AgentRows.Stats, stats => stats.AgentId),
        ExecutionResults = rows.Read(files.AgentExecutionResultsFile, AgentRows.Result, result => $"{result.TaskId}, {result.AgentId}"),
    };

    private static ReferenceSet WithTelemetry(ReferenceSet set, ReferenceRows rows, ReferenceFiles files) => set with
    {
        Runs = rows.Read(files.MissionRunsFile, TelemetryRows.Run, run => run.RunId),
        TaskLogs = rows.Read(files.TaskExecutionLogsFile, TelemetryRows.TaskLog),
        RiskEvents = rows.Read(files.MissionRiskEventsFile, TelemetryRows.RiskEvent, risk => risk.EventId),
        Snapshots = rows.Read(files.MissionPortfolioSnapshotFile, TelemetryRows.Snapshot, snapshot => $"{snapshot.SnapshotDate:yyyy-MM-dd}"),
    };
}

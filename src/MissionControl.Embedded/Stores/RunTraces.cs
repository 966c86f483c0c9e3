using MissionControl.Approvals;
using MissionControl.Embedded.Hub;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Embedded.Stores;

/// <summary>What changes of runs and approvals leave in their telemetry: written with the change, so that no crash comes between them.</summary>
internal static class RunTraces
{
    public static void Changed(HubTables tables, ApprovalRecord before, ApprovalRecord after, DateTimeOffset at)
    {
        foreach (var intervention in ApprovalInterventions.Of(before, after, at))
        {
            tables.Telemetry.Add(intervention);
        }
    }

    public static void Changed(HubTables tables, RunRecord before, RunRecord after, RunChange change)
    {
        if (CommandInterventions.Of(before, after, change, () => RecordsOf(tables, after).Interventions) is { } intervention)
        {
            tables.Telemetry.Add(intervention);
        }

        if (after.IsFinal && !RunClosing.IsTold(after, tables.Telemetry.FindRun(after.RunId)))
        {
            var closing = RunClosing.Of(after, RecordsOf(tables, after), tables.Risks.ListKnown(null, after.RunId));
            tables.Telemetry.Write(closing.Run);
            tables.Risks.Change(tables.Notices, closing.Risks);
        }
    }

    public static void Retried(HubTables tables, RunRecord run, DateTimeOffset at)
    {
        tables.Telemetry.Add(CommandInterventions.OfRetry(run, at));
        tables.Telemetry.Write(RunClosing.Reopened(run, tables.Telemetry.FindRun(run.RunId)));
    }

    private static TelemetryBatch RecordsOf(HubTables tables, RunRecord run) => tables.Telemetry.Read(new TelemetryQuery(run.RunId));
}

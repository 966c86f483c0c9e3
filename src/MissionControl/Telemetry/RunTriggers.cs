using MissionControl.Portfolio;
using MissionControl.Runtime;

namespace MissionControl.Telemetry;

/// <summary>Looks at the executive triggers after a run, where the run can have changed one: most runs cannot.</summary>
internal static class RunTriggers
{
    public static async Task LookAsync(TelemetryPorts telemetry, MissionRun run, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var matters = run.RiskFlagged || run.Escalations > 0 || (run.Cost is not null && telemetry.Settings.PortfolioBudgetUsd is not null);
        if (matters || (await telemetry.Portfolio.ListTriggersAsync(cancellationToken)).Count > 0)
        {
            await TriggerEvaluation.RunAsync(telemetry, at, cancellationToken);
        }
    }
}

using MissionControl.Runtime;

namespace MissionControl.Telemetry;

/// <summary>Tells telemetry from an orchestrator. Work never fails for want of it: what cannot be told now is told with the run's end.</summary>
internal static class TelemetryCall
{
    /// <returns>False when it could not be told.</returns>
    public static async Task<bool> TellAsync(OrchestrationContext context, TelemetryNotice notice)
    {
        try
        {
            return await context.CallActivityAsync<bool>(TaskNames.RecordTelemetry, notice);
        }
        catch (ActivityFailedException)
        {
            return false;
        }
    }
}

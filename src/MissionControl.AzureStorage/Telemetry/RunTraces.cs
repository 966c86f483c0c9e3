using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.AzureStorage.Telemetry;

/// <summary>What happens to runs shows in their telemetry, whether or not the run could tell it. Everything here may be done twice.</summary>
internal sealed class RunTraces(TelemetryStore telemetry, RiskStore risks)
{
    public Task ActedAsync(IReadOnlyList<Intervention> interventions, CancellationToken cancellationToken) =>
        interventions.Count == 0 ? Task.CompletedTask : telemetry.WriteAsync(new TelemetryBatch { Interventions = interventions }, cancellationToken);

    /// <summary>A run that a person retried is active again.</summary>
    public async Task ReopenAsync(RunRecord run, CancellationToken cancellationToken)
    {
        var reopened = RunClosing.Reopened(run, await telemetry.FindRunAsync(run.RunId, cancellationToken));
        await telemetry.WriteAsync(new TelemetryBatch { Runs = [reopened] }, cancellationToken);
    }

    /// <summary>Writes the end of a run that did not tell it. The record goes last: it is what says that nothing is missing.</summary>
    public async Task CloseAsync(RunRecord run, CancellationToken cancellationToken)
    {
        if (RunClosing.IsTold(run, await telemetry.FindRunAsync(run.RunId, cancellationToken)))
        {
            return;
        }

        var known = await telemetry.ReadAsync(new TelemetryQuery(run.RunId), cancellationToken);
        RunClosing? closing = null;
        await risks.ChangeAsync(run.MissionId, run.RunId, events => (closing = RunClosing.Of(run, known, events)).Risks, cancellationToken, ofRunAlone: true);
        await telemetry.WriteAsync(new TelemetryBatch { Runs = [closing!.Run] }, cancellationToken);
    }
}

using MissionControl.Missions;
using MissionControl.Risk;
using MissionControl.Runtime;

namespace MissionControl.Telemetry;

/// <summary>What a run has to tell while it goes on. Telling it again changes nothing.</summary>
/// <param name="DefinitionHash">SHA-256 of the run's document; null where no log is told.</param>
public sealed record TelemetryNotice(string RunId, string MissionId, string? DefinitionHash = null)
{
    /// <summary>Rounds of hops that ended, with what their steps and agents cost.</summary>
    public IReadOnlyList<TaskLog>? Logs { get; init; }

    public IReadOnlyList<RiskFact>? Facts { get; init; }
}

/// <summary>Writes what a run tells, and what follows from it for its risks.</summary>
public sealed class RecordTelemetryActivity(MissionPorts ports) : Activity<TelemetryNotice, bool>
{
    private readonly PinnedDefinitions _definitions = new(ports.Definitions);

    protected override async Task<bool> RunAsync(ActivityContext context, TelemetryNotice input)
    {
        var (telemetry, cancellation) = (ports.Telemetry, context.CancellationToken);
        var facts = (input.Facts ?? []).ToList();
        if (input.Logs is { Count: > 0 } logs)
        {
            var priced = logs.Select(log => RunCost.WithPeople(log, telemetry.Settings.HourlyRateUsd)).ToList();
            await telemetry.Records.WriteAsync(new TelemetryBatch { TaskLogs = priced }, cancellation);
            facts.AddRange(priced.SelectMany(LogFacts.Of));
            var budget = (await DefinitionAsync(input, cancellation))?.Budget?.Usd;
            if (budget is { } usd)
            {
                var known = await telemetry.Records.ReadAsync(new TelemetryQuery(input.RunId), cancellation);
                facts.AddRange(RunCost.Facts(input.RunId, input.MissionId, RunCost.Of(known.TaskLogs, null), usd, LogFacts.Latest(priced)));
            }
        }

        await RiskFacts.ApplyAsync(telemetry, input.MissionId, input.RunId, facts, cancellation);
        return true;
    }

    private async Task<MissionDefinition?> DefinitionAsync(TelemetryNotice input, CancellationToken cancellationToken) =>
        input.DefinitionHash is { } hash && await _definitions.ReadAsync(hash, cancellationToken) is MissionDocumentReading.Sound sound ? sound.Definition : null;
}

using MissionControl.Assets;
using MissionControl.Missions;
using MissionControl.Portfolio;
using MissionControl.Risk;
using MissionControl.Runtime;

namespace MissionControl.Telemetry;

/// <summary>
/// Checks the outputs of a run and writes how it ended: last logs, KPIs, cost, risks, its record. Run again, it writes the same.
/// Afterwards the executive triggers are looked at where the run can have changed them.
/// </summary>
public sealed class EndRunActivity(MissionPorts ports) : Activity<RunEnding, RunEndOutcome>
{
    private readonly PinnedDefinitions _definitions = new(ports.Definitions);

    protected override async Task<RunEndOutcome> RunAsync(ActivityContext context, RunEnding input)
    {
        var cancellation = context.CancellationToken;
        var found = input.Check is { } check ? await CheckAsync(check, cancellation) : [];
        var errors = input.Errors.Concat(found).ToList();
        var status = found.Count > 0 && input.Status == RunStatus.Completed ? RunStatus.Failed : input.Status;
        var run = await RecordAsync(input, status, errors, cancellation);
        await RunTriggers.LookAsync(ports.Telemetry, run, input.At, cancellation);
        return new RunEndOutcome(found);
    }

    private async Task<MissionRun> RecordAsync(RunEnding input, RunStatus status, List<RunError> errors, CancellationToken cancellation)
    {
        var (records, settings) = (ports.Telemetry.Records, ports.Telemetry.Settings);
        var logs = input.Logs.Select(log => RunCost.WithPeople(log, settings.HourlyRateUsd)).ToList();
        var known = await records.ReadAsync(new TelemetryQuery(input.Run.RunId), cancellation);
        known = known with { TaskLogs = [.. logs.Concat(known.TaskLogs).DistinctBy(log => log.Key)] };
        var definition = await DefinitionAsync(input.Run.DefinitionHash, cancellation);
        var run = Sum(input, status, known) with { Error = errors is [var first, ..] ? first.Message : null };
        if (status == RunStatus.Completed)
        {
            var mapped = await KpiReading.MappedAsync(ports.Assets, run.RunId, definition?.Kpis ?? [], input.KpiAssets, cancellation);
            run = run with { Kpis = KpiValues.Fill(definition?.Kpis ?? [], mapped, run.TotalDurationMinutes!.Value, input.CompletedHops) };
        }

        var facts = Facts(input, run, status, errors, definition).Concat(logs.SelectMany(LogFacts.Of)).ToList();
        var isFlagged = await RiskFacts.ApplyAsync(ports.Telemetry, run.MissionId, run.RunId, facts, cancellation);
        run = run with { RiskFlagged = isFlagged ?? false };
        await records.WriteAsync(new TelemetryBatch { Runs = [run], TaskLogs = logs }, cancellation);
        return run;
    }

    private MissionRun Sum(RunEnding input, RunStatus status, TelemetryBatch known)
    {
        var rate = ports.Telemetry.Settings.HourlyRateUsd;
        return input.Run with
        {
            Status = Wire.Word(status),
            EndTime = input.At,
            TotalDurationMinutes = Figure.Round((input.At - input.Run.StartTime).Ticks / (decimal)TimeSpan.TicksPerMinute, 6),
            HumanInterventions = known.Interventions.Where(one => one.Kind != InterventionKind.Escalation).Sum(one => one.Count),
            Escalations = known.Interventions.Where(one => one.Kind == InterventionKind.Escalation).Sum(one => one.Count),
            HumanDelayMinutes = input.HumanDelayMinutes + known.TaskLogs.Sum(log => log.HumanDelayMinutes),
            Cost = RunCost.Of(known.TaskLogs, rate is null ? null : CostRollup.People(input.HumanDelayMinutes, rate)),
        };
    }

    private static IEnumerable<RiskFact> Facts(RunEnding input, MissionRun run, RunStatus status, List<RunError> errors, MissionDefinition? definition)
    {
        yield return new RunEnded(run.RunId, run.MissionId, status, input.At)
        {
            Errors = errors,
            Kpis = definition?.Kpis ?? [],
            KpiValues = run.Kpis,
            RunMinutes = run.TotalDurationMinutes,
            BudgetMinutes = definition?.Budget?.DurationMinutes,
        };
        if (definition?.Budget?.Usd is { } usd && run.Cost is { } cost)
        {
            yield return new CostReached(run.RunId, run.MissionId, cost.Usd, usd, input.At);
        }
    }

    private async Task<IReadOnlyList<RunError>> CheckAsync(CheckOutputsInput check, CancellationToken cancellation)
    {
        try
        {
            return await CheckOutputsActivity.FindAsync(ports.Assets, check, cancellation);
        }
        catch (AssetMissingException error)
        {
            return [new RunError(nameof(AssetMissingException), $"The outputs could not be checked: {error.Message}")];
        }
    }

    private async Task<MissionDefinition?> DefinitionAsync(string? hash, CancellationToken cancellation) =>
        hash is not null && await _definitions.ReadAsync(hash, cancellation) is MissionDocumentReading.Sound sound ? sound.Definition : null;
}

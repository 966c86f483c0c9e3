using MissionControl.Missions;
using MissionControl.Portfolio;
using MissionControl.Risk;
using MissionControl.Runtime;

namespace MissionControl.Telemetry;

/// <summary>
/// The record of a run that could not tell its own end: terminated, failed by the platform, or started by code that told nothing. It is made from
/// what the run left. Whoever makes a run final asks here, and writes what is missing with it.
/// </summary>
/// <param name="Run">As it ended.</param>
/// <param name="Risks">Events that its end changes.</param>
public sealed record RunClosing(MissionRun Run, IReadOnlyList<RiskEvent> Risks)
{
    /// <summary>True when the record tells of this end.</summary>
    public static bool IsTold(RunRecord run, MissionRun? record) =>
        record is { Origin: TelemetryOrigin.Own, IsFinal: true } && record.Status == Wire.Word(run.Status) && record.Retries == RetriesOf(run);

    /// <param name="run">A final one.</param>
    /// <param name="known">The records of the run.</param>
    /// <param name="risks">The events of the run.</param>
    public static RunClosing Of(RunRecord run, TelemetryBatch known, IReadOnlyList<RiskEvent> risks)
    {
        var at = run.CompletedAt ?? run.CreatedAt;
        var minutes = Figure.Round(Math.Max(0, (at - run.CreatedAt).Ticks) / (decimal)TimeSpan.TicksPerMinute, 6);
        var changed = RiskDetector.Apply(risks, new RunEnded(run.RunId, run.MissionId, run.Status, at) { Errors = ErrorsOf(run), RunMinutes = minutes });
        var closed = Begun(run, known.Runs is [var record, ..] ? record : null) with
        {
            Status = Wire.Word(run.Status),
            EndTime = at,
            TotalDurationMinutes = minutes,
            HumanInterventions = known.Interventions.Where(one => one.Kind != InterventionKind.Escalation).Sum(one => one.Count),
            Escalations = known.Interventions.Where(one => one.Kind == InterventionKind.Escalation).Sum(one => one.Count),
            HumanDelayMinutes = (run.Result?.HumanDelayMinutes ?? 0) + known.TaskLogs.Sum(log => log.HumanDelayMinutes),
            Cost = RunCost.Of(known.TaskLogs, null),
            RiskFlagged = risks.Concat(changed).Any(risk => risk.RunId == run.RunId),
            Error = run.Error ?? (run.Result?.Errors is [var first, ..] ? first.Message : null),
        };
        return new RunClosing(closed, changed);
    }

    /// <summary>The record of a run that a person has just retried: active again.</summary>
    /// <param name="run">As it is in its new execution.</param>
    public static MissionRun Reopened(RunRecord run, MissionRun? record) => Begun(run, record) with
    {
        Status = Wire.Word(RunStatus.Running),
        EndTime = null,
        TotalDurationMinutes = null,
        Kpis = new Dictionary<string, decimal>(),
        Error = null,
    };

    // What another program recorded under the same id is another run's.
    private static MissionRun Begun(RunRecord run, MissionRun? record)
    {
        var begun = record is { Origin: TelemetryOrigin.Own } own ? own : new MissionRun(run.RunId, run.MissionId, run.CreatedAt, Wire.Word(RunStatus.Running))
        {
            DefinitionHash = run.DefinitionHash,
            RequestedBy = run.RequestedBy,
            Origin = TelemetryOrigin.Own,
        };
        return begun with { Retries = RetriesOf(run) };
    }

    private static IReadOnlyList<RunError> ErrorsOf(RunRecord run) =>
        run.Result?.Errors is { Count: > 0 } errors ? errors : run.Error is { } error ? [new RunError(nameof(RunStatus.Failed), error)] : [];

    private static int RetriesOf(RunRecord run) => InstanceIds.RetriesBefore(run.RunId, run.ExecutionId);
}

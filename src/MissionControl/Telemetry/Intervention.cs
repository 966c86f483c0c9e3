namespace MissionControl.Telemetry;

/// <summary>A person acted on a run, or an approval moved up a level: one row per cause, counted in the hour when it happened.</summary>
/// <param name="Key">From the cause, so that a second record of it is the same record.</param>
public sealed record Intervention(string Key, DateTimeOffset At, InterventionKind Kind, string RunId, string MissionId)
{
    public string? TaskId { get; init; }

    /// <summary>1; of a run that was imported, how many its record tells of.</summary>
    public int Count { get; init; } = 1;

    /// <summary>A person decided an approval.</summary>
    public static Intervention OfDecision(string approvalId, DateTimeOffset at, string runId, string missionId, string? taskId = null) =>
        new($"{approvalId}~decision", at, InterventionKind.Decision, runId, missionId) { TaskId = taskId };

    /// <summary>An approval moved up to a level.</summary>
    public static Intervention OfEscalation(string approvalId, int level, DateTimeOffset at, string runId, string missionId, string? taskId = null) =>
        new($"{approvalId}~level{level}", at, InterventionKind.Escalation, runId, missionId) { TaskId = taskId };

    /// <summary>A person suspended, resumed, retried or terminated a run.</summary>
    /// <param name="number">What tells this command from others of its kind: the number of its event, or of the execution that it began.</param>
    public static Intervention OfCommand(InterventionKind kind, long number, DateTimeOffset at, string runId, string missionId) =>
        new($"{runId}~{Wire.Word(kind)}~{number}", at, kind, runId, missionId);

    /// <summary>What the record of an imported run tells in sums: at the run's end, else its start.</summary>
    public static IEnumerable<Intervention> OfRecorded(MissionRun run)
    {
        if (run.HumanInterventions > 0)
        {
            yield return new($"{run.RunId}~recorded", run.CountedAt, InterventionKind.Recorded, run.RunId, run.MissionId) { Count = run.HumanInterventions };
        }

        if (run.Escalations > 0)
        {
            yield return new($"{run.RunId}~recorded_escalations", run.CountedAt, InterventionKind.Escalation, run.RunId, run.MissionId) { Count = run.Escalations };
        }
    }
}

/// <summary>What happened. An escalation counts as such; everything else as an intervention of a person.</summary>
public enum InterventionKind
{
    Decision,
    Suspend,
    Resume,
    Retry,
    Terminate,
    Escalation,

    /// <summary>Told by an imported record, which does not say what people did.</summary>
    Recorded,
}

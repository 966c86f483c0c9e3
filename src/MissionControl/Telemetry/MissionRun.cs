using System.Text.Json.Serialization;

namespace MissionControl.Telemetry;

/// <summary>One run of a mission as telemetry keeps it: one record per run id, replaced when the run goes on, never doubled. Minutes are decimals, times UTC.</summary>
/// <param name="Status">A run status; files may hold other words, which count as neither completed nor final.</param>
public sealed record MissionRun(string RunId, string MissionId, DateTimeOffset StartTime, string Status)
{
    private static readonly string[] FinalWords = ["completed", "failed", "rejected", "terminated"];

    public DateTimeOffset? EndTime { get; init; }

    public decimal? TotalDurationMinutes { get; init; }

    /// <summary>KPI name to what the run reached, in the unit of the KPI's name.</summary>
    public IReadOnlyDictionary<string, decimal> Kpis { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Approvals decided by a person, and suspend, resume, retry and terminate by a person.</summary>
    public int HumanInterventions { get; init; }

    /// <summary>How often an approval moved up a level.</summary>
    public int Escalations { get; init; }

    /// <summary>True when a risk event was raised in the run.</summary>
    public bool RiskFlagged { get; init; }

    /// <summary>Minutes that people took over all approvals, plan and outputs included. Null where a file does not tell: then the logs do.</summary>
    public decimal? HumanDelayMinutes { get; init; }

    public string? SchemaVersion { get; init; }

    public string? DefinitionHash { get; init; }

    public string? RequestedBy { get; init; }

    /// <summary>Of the whole run, hops included. Null where nothing is known of it.</summary>
    public Cost? Cost { get; init; }

    public string? Error { get; init; }

    /// <summary>How often a person retried it: which execution the record tells of.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Retries { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TelemetryOrigin Origin { get; init; }

    [JsonIgnore]
    public bool IsFinal => FinalWords.Contains(Status);

    [JsonIgnore]
    public bool IsCompleted => Status == "completed";

    /// <summary>Neither final nor ended.</summary>
    [JsonIgnore]
    public bool IsActive => !IsFinal && EndTime is null;

    /// <summary>The time whose UTC hour the run counts in.</summary>
    [JsonIgnore]
    public DateTimeOffset CountedAt => EndTime ?? StartTime;

    /// <summary>As recorded, else from start to end; null while it runs and where the end lies before the start.</summary>
    [JsonIgnore]
    public decimal? DurationMinutes =>
        TotalDurationMinutes ?? (EndTime >= StartTime ? (EndTime.Value - StartTime).Ticks / (decimal)TimeSpan.TicksPerMinute : null);

    /// <summary>
    /// True when a record of this run stays and the other one is not written: one of our own stays against an imported one, that of a later
    /// execution against an earlier one, and of one execution its end against its beginning, so that an activity that is late undoes nothing.
    /// </summary>
    public bool Stands(MissionRun against) =>
        (Origin, Retries, IsFinal).CompareTo((against.Origin, against.Retries, against.IsFinal)) > 0;

    /// <summary>Of two runs the later start, then the greater id: which of several is the latest.</summary>
    public static MissionRun Later(MissionRun left, MissionRun right) =>
        (left.StartTime.CompareTo(right.StartTime), string.CompareOrdinal(left.RunId, right.RunId)) is ( > 0, _) or (0, >= 0) ? left : right;
}

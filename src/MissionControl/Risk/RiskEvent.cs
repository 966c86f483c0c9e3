using System.Text;
using System.Text.Json.Serialization;
using MissionControl.Reference;

namespace MissionControl.Risk;

/// <summary>One risk of one run, task and type: it can worsen, close and open again, but never multiply.</summary>
/// <param name="RunId">Null only in files.</param>
/// <param name="TaskId">Null when it is the run's and not one task's.</param>
/// <param name="Severity">low, medium, high, critical; files may hold other words.</param>
/// <param name="DetectedAt">Null only in files.</param>
/// <param name="Status">open, acknowledged or closed; anything but closed counts as open.</param>
public sealed record RiskEvent(
    string EventId, string? RunId, string MissionId, string? TaskId, string RiskType, string Severity, string? Description, DateTimeOffset? DetectedAt, string Status)
{
    public const string Open = "open";
    public const string Acknowledged = "acknowledged";
    public const string Closed = "closed";

    /// <summary>Who closed what closed by itself.</summary>
    public const string System = "system";

    private const string Replacement = "replaced_by ";

    /// <summary>When it last worsened or opened again; null while it is as it was detected.</summary>
    public DateTimeOffset? RaisedAt { get; init; }

    /// <summary>When a person said that they know of it, and who; null while nobody did.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    public string? AcknowledgedBy { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? ClosedBy { get; init; }

    /// <summary>Why it was closed; of one that is open, what was said when it was acknowledged.</summary>
    public string? Reason { get; init; }

    [JsonIgnore]
    public bool IsOpen => !string.Equals(Status, Closed, StringComparison.OrdinalIgnoreCase);

    /// <summary>True of one that became part of another: it stays listed and counts in no rollup, index or trigger.</summary>
    [JsonIgnore]
    public bool IsReplaced => !IsOpen && Reason?.StartsWith(Replacement, StringComparison.Ordinal) == true;

    [JsonIgnore]
    public bool IsOpenAndHigh => IsOpen && Risk.Severity.IsHigh(Severity);

    /// <summary>The id of the one event of this run, task and type: the same whenever it is computed.</summary>
    public static string IdOf(string runId, string? taskId, string riskType) =>
        $"risk-{Wire.Sha256(Encoding.UTF8.GetBytes($"{runId}|{taskId}|{riskType}"))[..20]}";

    public static RiskEvent Of(RecordedRiskEvent recorded) => new(
        recorded.EventId,
        recorded.RunId,
        recorded.MissionId,
        recorded.TaskId,
        recorded.RiskType,
        Risk.Severity.Of(recorded.Severity),
        recorded.Description,
        recorded.DetectedAt,
        recorded.Status)
    {
        ClosedAt = recorded.ClosedAt,
        ClosedBy = recorded.ClosedBy,
        Reason = recorded.Reason,
    };

    /// <summary>A person knows of it; it stays open. One that is closed stays as it is, and so does one that somebody acknowledged before.</summary>
    public RiskEvent Acknowledge(string by, DateTimeOffset at, string? reason) =>
        IsOpen && Status != Acknowledged ? this with { Status = Acknowledged, AcknowledgedAt = at, AcknowledgedBy = by, Reason = reason } : this;

    /// <summary>Closes it; one that is closed keeps who closed it first.</summary>
    public RiskEvent Close(string by, DateTimeOffset at, string reason) =>
        IsOpen ? this with { Status = Closed, ClosedAt = at, ClosedBy = by, Reason = reason } : this;

    /// <summary>
    /// True when this event stays and an imported one of its id is not taken: people, or its cause, have gone further with it here.
    /// </summary>
    public bool Stands(RiskEvent imported) => Stage == imported.Stage ? ClosedAt < imported.ClosedAt : Stage > imported.Stage;

    private int Stage => IsOpen ? Status == Acknowledged ? 1 : 0 : 2;

    internal RiskEvent ReplacedBy(RiskEvent other, DateTimeOffset at) => this with
    {
        Status = Closed,
        ClosedAt = ClosedAt ?? at,
        ClosedBy = System,
        Reason = $"{Replacement}{other.EventId}",
    };
}

using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MissionControl.Cli.Approvals;
using MissionControl.Missions;
using MissionControl.Reports;
using MissionControl.Risk;
using MissionControl.Telemetry;

namespace MissionControl.Cli.Runs;

/// <summary>What <c>--json</c> prints of a run, on one line.</summary>
/// <param name="Outputs">Output id to content; a large one is told as <c>{sha256, size, get}</c>.</param>
/// <param name="ReportFilePath">Absolute; null when no report was written.</param>
internal sealed record RunAnswer(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? RunId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? MissionId,
    string Status,
    JsonObject Outputs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ReportFilePath,
    IReadOnlyList<RunError> Errors,
    IReadOnlyList<HopAnswer> Hops)
{
    /// <summary>The status of a start that was refused: there is no run.</summary>
    public const string Invalid = "invalid";

    public string? MissionName { get; init; }

    public string? ExecutionId { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Ids of the approvals it waits for.</summary>
    public IReadOnlyList<string> Awaiting { get; init; } = [];

    /// <summary>Every approval of the run; only 'show' reads them.</summary>
    public IReadOnlyList<ApprovalAnswer>? Approvals { get; init; }

    /// <summary>KPI name to what the run reached; only 'show' reads telemetry.</summary>
    public IReadOnlyDictionary<string, decimal>? Kpis { get; init; }

    /// <summary>Null while nothing of it has a price.</summary>
    public Cost? Cost { get; init; }

    /// <summary>Every risk event of the run.</summary>
    public IReadOnlyList<RiskEvent>? RiskEvents { get; init; }

    public static RunAnswer Of(RunView run, JsonObject outputs, string? reportFile) =>
        new(run.RunId, run.MissionId, Wire.Word(run.Status), outputs, reportFile, run.Errors, run.Hops.Select(HopAnswer.Of).ToList())
        {
            MissionName = run.MissionName,
            ExecutionId = run.ExecutionId,
            CreatedAt = run.CreatedAt,
            CompletedAt = run.CompletedAt,
            Awaiting = run.Awaiting,
        };

    public static RunAnswer Refused(IReadOnlyList<string> faults) =>
        new(null, null, Invalid, [], null, faults.Select(fault => new RunError(Invalid, fault)).ToList(), []);
}

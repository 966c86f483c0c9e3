using MissionControl.Portfolio;
using MissionControl.Telemetry;

namespace MissionControl.Runtime;

/// <summary>
/// The records that runs leave, once per key, and what they come to. A write that returned is on disk. Records stay when their run is purged.
/// </summary>
public abstract class TelemetryStore
{
    /// <summary>
    /// Puts every record in the place of the one with its key, unless that one stands (<see cref="MissionRun.Stands"/>, <see cref="TaskLog.Stands"/>);
    /// an intervention that is there stays as it is. What is counted changes with the records. A hop whose log is written, and every hop of a run
    /// whose record is final, is in nobody's hands any more.
    /// </summary>
    public abstract Task WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken);

    public abstract Task<MissionRun?> FindRunAsync(string runId, CancellationToken cancellationToken);

    /// <summary>The records that fit, in no order.</summary>
    public abstract Task<TelemetryBatch> ReadAsync(TelemetryQuery query, CancellationToken cancellationToken);

    /// <summary>Every run that is not final, in no order.</summary>
    public abstract Task<IReadOnlyList<MissionRun>> ListActiveAsync(CancellationToken cancellationToken);

    /// <summary>
    /// What the records of the hours up to the one of <paramref name="asOf"/> come to, without a look at a single one of them: equal to
    /// <see cref="PortfolioCounts.Of(TelemetryBatch, DateTimeOffset)"/> over all of them.
    /// </summary>
    public abstract Task<PortfolioCounts> CountAsync(DateTimeOffset asOf, CancellationToken cancellationToken);

    /// <summary>Agent id to the tally of the logs of our own runs: equal to <see cref="AgentStatistics.TallyOwn"/> over all logs.</summary>
    public abstract Task<IReadOnlyDictionary<string, AgentTally>> TallyAgentsAsync(CancellationToken cancellationToken);

    /// <summary>The agent has the hop in hand from now on; whoever had it before has not.</summary>
    public abstract Task AssignAsync(HopAssignment assignment, CancellationToken cancellationToken);

    /// <summary>Agent id to how many hops it has in hand; an agent that has none is left out.</summary>
    public abstract Task<IReadOnlyDictionary<string, int>> CountAssignedAsync(CancellationToken cancellationToken);
}

/// <summary>Records that are written together, or were read together.</summary>
public sealed record TelemetryBatch
{
    public IReadOnlyList<MissionRun> Runs { get; init; } = [];

    public IReadOnlyList<TaskLog> TaskLogs { get; init; } = [];

    public IReadOnlyList<Intervention> Interventions { get; init; } = [];
}

/// <summary>Which records; unset = all.</summary>
/// <param name="Since">Runs that are active or ended then or later, logs that ended then or later, interventions of then or later.</param>
public sealed record TelemetryQuery(string? RunId = null, string? MissionId = null, DateTimeOffset? Since = null);

/// <summary>A hop of a run in an agent's hands.</summary>
public sealed record HopAssignment(string RunId, string TaskId, string AgentId);

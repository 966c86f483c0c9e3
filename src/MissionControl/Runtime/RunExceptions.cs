using MissionControl.Missions;

namespace MissionControl.Runtime;

/// <summary>There is no run of that id.</summary>
public sealed class RunNotFoundException(string runId) : Exception($"There is no run '{runId}'. 'mission list' shows the runs.")
{
    public string RunId { get; } = runId;
}

/// <summary>The run id belongs to another start.</summary>
public sealed class RunConflictException(string runId, IReadOnlyList<string> differences)
    : Exception($"Run '{runId}' exists with another start: {string.Join("; ", differences)}. Use another run id, or start it as it was.")
{
    public string RunId { get; } = runId;

    /// <summary>What differs, a phrase each.</summary>
    public IReadOnlyList<string> Differences { get; } = differences;
}

/// <summary>The run's status does not allow the command; nothing changed.</summary>
public sealed class IllegalTransitionException(string runId, RunStatus status, RunCommand command, string cure)
    : Exception($"Run '{runId}' is {Wire.Word(status)}: it cannot {Wire.Word(command)}. {cure}")
{
    public string RunId { get; } = runId;

    public RunStatus Status { get; } = status;

    public RunCommand Command { get; } = command;
}

/// <summary>The key of this start belongs to a run already; nothing was started. <see cref="RunStore.FindStartAsync"/> finds that run.</summary>
public sealed class StartKeyTakenException(string runId) : Exception($"Run '{runId}' was started with this key.")
{
    public string RunId { get; } = runId;
}

using MissionControl.Runtime;

namespace MissionControl.Embedded;

/// <summary>Where an instance is.</summary>
public enum OrchestrationState
{
    Running,
    Suspended,

    /// <summary>Its code no longer fits its history; it goes on when it is resumed with code that does.</summary>
    Stopped,
    Completed,
    Failed,
    Terminated,

    /// <summary>Its history was changed by somebody else; it is kept as it was found, and can only be terminated, or resumed once the history is restored.</summary>
    Tampered,

    /// <summary>It failed the runtime itself too often, not its caller: it is held back, with the error, until it is resumed or terminated.</summary>
    Quarantined,
}

/// <summary>An instance that is held back because it kept failing the runtime.</summary>
/// <param name="RunId">The run that it belongs to; null for a bare orchestration.</param>
/// <param name="Failure">How often and why, and the cure.</param>
public sealed record QuarantinedInstance(string InstanceId, string Name, string? RunId, FailureDetails Failure)
{
    internal static QuarantinedInstance Of(Hub.InstanceRow row) =>
        new(row.Id, row.Name, row.RunId, row.Error ?? new FailureDetails(Execution.Quarantine.ErrorType, "No reason was recorded."));
}

/// <summary>What the hub knows of an instance without reading its history.</summary>
/// <param name="Output">JSON; set when it completed.</param>
/// <param name="CustomStatus">JSON; what it last told of itself.</param>
/// <param name="Failure">Why it failed, stopped or was terminated.</param>
public sealed record OrchestrationStatus(string InstanceId, string Name, OrchestrationState State, string? Output, string? CustomStatus, FailureDetails? Failure)
{
    public bool IsFinal => State is OrchestrationState.Completed or OrchestrationState.Failed or OrchestrationState.Terminated;

    public T? ReadOutput<T>() => Output is null ? default : Wire.Deserialize<T>(Output);
}

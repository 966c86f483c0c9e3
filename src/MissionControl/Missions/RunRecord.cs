namespace MissionControl.Missions;

/// <summary>What the hub knows of a run without reading its history.</summary>
/// <param name="ExecutionId">The current execution: the run id, after a retry <c>{run_id}~r1</c> ...</param>
/// <param name="DefinitionHash">SHA-256 of the pinned document.</param>
/// <param name="InputHashes">Input id to SHA-256 of its body: two starts with the same hashes are the same start.</param>
/// <param name="DataDirectory">Absolute; null where there is none.</param>
public sealed record RunRecord(
    string RunId,
    string MissionId,
    string ExecutionId,
    RunStatus Status,
    string DefinitionHash,
    IReadOnlyDictionary<string, string> InputHashes,
    string? DataDirectory,
    string? RequestedBy,
    DateTimeOffset CreatedAt)
{
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The request that started it, where the client gave it a key.</summary>
    public StartKey? Start { get; init; }

    /// <summary>What the orchestrator last told of itself (<see cref="RunProgress"/>), as JSON.</summary>
    public RunProgress? Progress { get; init; }

    /// <summary>Set once the run reached a final status by itself; null while it is open and when it was terminated.</summary>
    public RunResult? Result { get; init; }

    /// <summary>Why the run was terminated, or why the platform failed it.</summary>
    public string? Error { get; init; }

    /// <summary>Where executions tell of themselves by notices: the newest one that was taken in.</summary>
    public HeardNotice? Heard { get; init; }

    public bool IsFinal => Status is RunStatus.Completed or RunStatus.Failed or RunStatus.Rejected or RunStatus.Terminated;
}

/// <summary>The custom status of a mission's orchestration: small, whatever the number of hops.</summary>
/// <param name="Status">Running or awaiting approval.</param>
/// <param name="Awaiting">Approval ids waited for, ten at most.</param>
public sealed record RunProgress(RunStatus Status, int HopsDone, int HopsTotal, IReadOnlyList<string> Awaiting);

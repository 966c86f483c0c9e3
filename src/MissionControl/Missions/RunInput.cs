using MissionControl.Assets;

namespace MissionControl.Missions;

/// <summary>The input of one execution of a mission's orchestration.</summary>
/// <param name="RunStartedAt">When the run was first started; the same in every execution.</param>
/// <param name="Checkpoint">The result of the execution that this one retries; null for the first.</param>
public sealed record RunInput(
    string RunId,
    string MissionId,
    string DefinitionHash,
    IReadOnlyDictionary<string, AssetReference> Inputs,
    string? DataDirectory,
    DateTimeOffset RunStartedAt,
    RunResult? Checkpoint = null)
{
    /// <summary>Who started the run; null where it is not known.</summary>
    public string? RequestedBy { get; init; }
}

using MissionControl.Assets;

namespace MissionControl.Missions;

/// <summary>A start that was checked from end to end and only has to be recorded.</summary>
/// <param name="Definition">The pinned document's bytes.</param>
/// <param name="Inputs">Input id to reference.</param>
/// <param name="Bodies">SHA-256 to body, of the inputs that do not travel inline.</param>
public sealed record RunStart(
    string RunId,
    string MissionId,
    byte[] Definition,
    string DefinitionHash,
    IReadOnlyDictionary<string, AssetReference> Inputs,
    IReadOnlyDictionary<string, byte[]> Bodies,
    string? DataDirectory,
    string? RequestedBy)
{
    public IReadOnlyDictionary<string, string> InputHashes => Inputs.ToDictionary(input => input.Key, input => input.Value.Sha256);
}

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
    /// <summary>Makes a repeated request the same start; null: only the run id does.</summary>
    public StartKey? Key { get; init; }

    public IReadOnlyDictionary<string, string> InputHashes => Inputs.ToDictionary(input => input.Key, input => input.Value.Sha256);

    /// <summary>What a recorded run has otherwise than this start, a phrase each; empty: it is the same start.</summary>
    public IReadOnlyList<string> DifferencesFrom(RunRecord run)
    {
        var differences = new List<string>();
        if (run.MissionId != MissionId)
        {
            differences.Add($"it ran mission '{run.MissionId}', not '{MissionId}'");
        }

        if (run.DefinitionHash != DefinitionHash)
        {
            differences.Add("its document was another one");
        }

        var hashes = InputHashes;
        differences.AddRange(run.InputHashes.Keys.Union(hashes.Keys).Order(StringComparer.Ordinal)
            .Where(id => run.InputHashes.GetValueOrDefault(id) != hashes.GetValueOrDefault(id))
            .Select(id => $"input '{id}' was another one"));
        return differences;
    }
}

/// <summary>What a client named its request to start a run, and what the request was.</summary>
/// <param name="Key">Unique in the hub: SHA-256 of the caller and the client's own key.</param>
/// <param name="RequestHash">SHA-256 of the request.</param>
public sealed record StartKey(string Key, string RequestHash);

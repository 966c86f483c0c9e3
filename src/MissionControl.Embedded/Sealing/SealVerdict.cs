namespace MissionControl.Embedded.Sealing;

/// <summary>What became of checking an exported history.</summary>
/// <param name="IsLinksOnly">There was no key: a forger who made all seals anew is not noticed.</param>
/// <param name="Faults">Each names its instance; empty when everything fits.</param>
public sealed record SealVerdict(string RunId, int Instances, int Events, bool IsLinksOnly, IReadOnlyList<string> Faults)
{
    public bool Fits => Faults.Count == 0;
}

using MissionControl.Reference;
using MissionControl.Runtime;

namespace MissionControl.Portfolio;

/// <summary>The reference files that a hub imported, read once per version of them.</summary>
internal sealed class ImportedReference(PortfolioStore store)
{
    private Known _known = new(null, ReferenceSet.Empty);

    public async Task<ReferenceSet> ReadAsync(CancellationToken cancellationToken)
    {
        var known = _known;
        if (await store.ReadFilesAsync(known.Version, cancellationToken) is { } imported)
        {
            _known = known = new Known(imported.Version, ReferenceReader.Read(imported.Files.GetValueOrDefault).Set);
        }

        return known.Set;
    }

    private sealed record Known(string? Version, ReferenceSet Set);
}

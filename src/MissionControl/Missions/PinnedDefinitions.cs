using System.Collections.Concurrent;
using MissionControl.Runtime;

namespace MissionControl.Missions;

/// <summary>Reads pinned documents. Runs of one document come in numbers: the latest few are read once, which their hash allows.</summary>
internal sealed class PinnedDefinitions(DefinitionStore store)
{
    private const int MostKept = 16;
    private const int LargestKept = 256 * 1024;

    private readonly ConcurrentDictionary<string, MissionDocumentReading> _kept = new(StringComparer.Ordinal);

    /// <summary>Null when the store holds no such document.</summary>
    public async Task<MissionDocumentReading?> ReadAsync(string hash, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue(hash, out var kept))
        {
            return kept;
        }

        if (await store.GetAsync(hash, cancellationToken) is not { } document)
        {
            return null;
        }

        var reading = MissionDocument.Read(document, hash);
        if (document.Length <= LargestKept)
        {
            if (_kept.Count >= MostKept)
            {
                _kept.Clear();
            }

            _kept[hash] = reading;
        }

        return reading;
    }
}

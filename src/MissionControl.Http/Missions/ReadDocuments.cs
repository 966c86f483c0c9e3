using System.Collections.Concurrent;
using MissionControl.Missions;
using MissionControl.Steps;

namespace MissionControl.Http.Missions;

/// <summary>Reads documents. Runs of one document come in numbers: the latest few sound ones are read once, which their hash allows.</summary>
internal sealed class ReadDocuments
{
    private const int MostKept = 16;
    private const int LargestKept = 256 * 1024;

    private readonly ConcurrentDictionary<string, MissionDocumentReading.Sound> _kept = new(StringComparer.Ordinal);

    public MissionDocumentReading Read(byte[] document, ToolRegistry tools)
    {
        var hash = Wire.Sha256(document);
        if (_kept.TryGetValue(hash, out var kept))
        {
            return kept;
        }

        var reading = MissionDocument.Read(document, "mission", tools);
        if (reading is MissionDocumentReading.Sound sound && document.Length <= LargestKept)
        {
            if (_kept.Count >= MostKept)
            {
                _kept.Clear();
            }

            _kept[hash] = sound;
        }

        return reading;
    }
}

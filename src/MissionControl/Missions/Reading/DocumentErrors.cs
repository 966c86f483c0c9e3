namespace MissionControl.Missions.Reading;

/// <summary>Collects the faults of one document, a thousand at most; the rest is counted.</summary>
internal sealed class DocumentErrors(string file)
{
    private const int Limit = 1000;

    private readonly List<DocumentError> _errors = [];
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private int _more;

    public bool Any => _errors.Count > 0;

    /// <summary>How many faults were found, those beyond the limit included.</summary>
    public int Count => _errors.Count + _more;

    /// <summary>True when so many faults were found that building further texts is of no use.</summary>
    public bool IsFull => _errors.Count >= Limit;

    /// <summary>True when a fault hides hops, assets or mappings: "nobody produces this" would then be a guess.</summary>
    public bool GraphIsIncomplete { get; private set; }

    /// <param name="hidesGraph">Null: as the place says.</param>
    public void Add(DocumentPlace place, string found, string cure, bool? hidesGraph = null)
    {
        GraphIsIncomplete |= hidesGraph ?? place.FeedsGraph;
        if (IsFull)
        {
            _more++;
            return;
        }

        _errors.Add(new DocumentError(file, place.ToString(), found, cure));
        foreach (var part in place.Way())
        {
            _touched.Add(part.ToString());
        }
    }

    /// <summary>True when a fault was found at the place or below it.</summary>
    public bool Touch(DocumentPlace place) => IsFull || _touched.Contains(place.ToString());

    public IReadOnlyList<DocumentError> ToList() => _more == 0
        ? _errors
        : [.. _errors, new DocumentError(file, "$", $"at least {_more} more errors", "Cure these first.")];
}

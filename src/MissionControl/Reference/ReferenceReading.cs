using MissionControl.Missions;

namespace MissionControl.Reference;

/// <summary>A data directory as it was read.</summary>
/// <param name="Set">With errors: what is sound of it, which is not enough to run on.</param>
/// <param name="Errors">Every fault of every file.</param>
/// <param name="Warnings">What is odd but stops nothing, for example statistics of an agent that is not registered.</param>
public sealed record ReferenceReading(ReferenceSet Set, IReadOnlyList<DocumentError> Errors, IReadOnlyList<DocumentError> Warnings)
{
    public bool IsSound => Errors.Count == 0;
}

/// <summary>Collects faults; of one file no more than a person would read.</summary>
internal sealed class ReferenceFaults
{
    /// <summary>Faults of one file that are listed.</summary>
    public const int MostListed = 100;

    private readonly List<DocumentError> _errors = [];
    private readonly List<DocumentError> _warnings = [];
    private readonly Dictionary<(bool IsError, string File), int> _counts = [];

    public IReadOnlyList<DocumentError> Errors => _errors;

    public IReadOnlyList<DocumentError> Warnings => _warnings;

    public void Error(string file, string path, string found, string cure) => Add(_errors, new DocumentError(file, path, found, cure));

    public void Warning(string file, string path, string found, string cure) => Add(_warnings, new DocumentError(file, path, found, cure));

    private void Add(List<DocumentError> list, DocumentError fault)
    {
        var key = (ReferenceEquals(list, _errors), fault.File);
        var count = _counts[key] = _counts.GetValueOrDefault(key) + 1;
        if (count <= MostListed)
        {
            list.Add(fault);
        }
        else if (count == MostListed + 1)
        {
            list.Add(new DocumentError(fault.File, "$", $"there are more than {MostListed} faults", "Cure these first; then the next ones show."));
        }
    }
}

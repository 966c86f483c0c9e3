using MissionControl.Missions;

namespace MissionControl.Transfer;

/// <summary>What was to be imported cannot be: every fault with its file and place. Nothing was taken in.</summary>
public sealed class ImportFaultException(IReadOnlyList<DocumentError> errors) : Exception(string.Join(' ', errors))
{
    public ImportFaultException(DocumentError error)
        : this([error])
    {
    }

    public IReadOnlyList<DocumentError> Errors { get; } = errors;
}

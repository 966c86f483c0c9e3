namespace MissionControl.Missions;

/// <summary>How the reading of a document ended: <see cref="Sound"/>, or <see cref="Refused"/> with every fault that was found.</summary>
public abstract record MissionDocumentReading
{
    private MissionDocumentReading()
    {
    }

    public sealed record Sound(MissionDefinition Definition) : MissionDocumentReading;

    /// <param name="Errors">At least one; of thousands the first thousand, and that there are more.</param>
    public sealed record Refused(IReadOnlyList<DocumentError> Errors) : MissionDocumentReading;
}

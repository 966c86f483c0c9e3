namespace MissionControl.Embedded.Replaying;

/// <summary>A file is no exported history, a damaged one, or one of a newer version.</summary>
public sealed class HistoryFormatException(string file, string fault) : Exception($"{file}: {fault}")
{
    public string File { get; } = file;
}

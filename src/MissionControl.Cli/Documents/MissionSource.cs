namespace MissionControl.Cli.Documents;

/// <summary>A mission document that was found.</summary>
/// <param name="File">As the user named it, or where it was found; for errors.</param>
internal sealed record MissionSource(string File, byte[] Bytes);

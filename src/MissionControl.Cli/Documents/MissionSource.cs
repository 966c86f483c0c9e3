namespace MissionControl.Cli.Documents;

/// <summary>A mission document that was found.</summary>
/// <param name="File">As the user named it, or where it was found; for errors.</param>
/// <param name="DataDirectory">Where its runs find agents and what their tools read, absolute; null: among the files that the hub imported.</param>
internal sealed record MissionSource(string File, byte[] Bytes, string? DataDirectory);

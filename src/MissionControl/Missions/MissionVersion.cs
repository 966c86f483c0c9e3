namespace MissionControl.Missions;

/// <summary>One saved version of a mission's document. Versions are numbered from 1 and never change.</summary>
/// <param name="Sha256">Of the document's bytes.</param>
public sealed record MissionVersion(string MissionId, int Number, string Sha256, string Name, DateTimeOffset SavedAt, string? SavedBy);

namespace MissionControl.Embedded.Sealing;

/// <summary>The seals of an instance's history, with its events as the text that was sealed.</summary>
/// <param name="Status">The instance's status, in the words of JSON.</param>
/// <param name="Generation">How often it continued as new.</param>
/// <param name="Length">How many events it has, as its row says; null when the row has no seal.</param>
/// <param name="Seal">Of the last chunk, as its row says; hexadecimal, as all seals here.</param>
/// <param name="RowSeal">Of the row.</param>
public sealed record SealedHistory(string Status, int Generation, long? Length, string? Seal, string? RowSeal, IReadOnlyList<SealedChunk> Chunks);

/// <summary>What one turn wrote.</summary>
/// <param name="First">The number of its first event.</param>
/// <param name="Previous">The seal of the chunk before it; null for the first one.</param>
/// <param name="Events">Each event's JSON, to the letter.</param>
public sealed record SealedChunk(long First, string? Previous, string? Seal, IReadOnlyList<string> Events);

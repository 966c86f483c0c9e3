namespace MissionControl.Embedded.Hub;

/// <summary>Where a history ends: only with it can a missing end be told.</summary>
/// <param name="Length">The number of its events.</param>
/// <param name="Seal">That of its last chunk.</param>
/// <param name="RowSeal">Over both, the instance's id, its status and its execution.</param>
internal sealed record HistoryTail(long Length, byte[] Seal, byte[] RowSeal);

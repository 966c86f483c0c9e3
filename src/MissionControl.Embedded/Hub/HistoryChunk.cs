using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Hub;

/// <summary>The events of one turn, written as one row.</summary>
/// <param name="First">The number of the first event.</param>
/// <param name="Encoded">Their bytes; null when the hub keeps objects.</param>
internal sealed record HistoryChunk(long First, IReadOnlyList<HistoryEvent> Events, byte[]? Encoded)
{
    /// <summary>Set when the hub seals its histories.</summary>
    public byte[]? Seal { get; set; }
}

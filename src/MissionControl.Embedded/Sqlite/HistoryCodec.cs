using System.Text.Json;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Sqlite;

/// <summary>The events of a chunk as one JSON array, in the dialect of <see cref="Wire"/>.</summary>
internal static class HistoryCodec
{
    public static byte[] Encode(IReadOnlyList<HistoryEvent> events) => Wire.SerializeToUtf8Bytes(events);

    public static void Decode(ReadOnlySpan<byte> chunk, List<HistoryEvent> into) =>
        into.AddRange(Wire.Deserialize<List<HistoryEvent>>(chunk) ?? throw new JsonException("A chunk of the history holds no events."));
}

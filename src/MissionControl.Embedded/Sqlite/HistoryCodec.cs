using System.Text.Json;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Sqlite;

/// <summary>The events of a chunk as one JSON array, in the dialect of <see cref="Wire"/>.</summary>
internal static class HistoryCodec
{
    public static byte[] Encode(IReadOnlyList<HistoryEvent> events) => EventWriter.Write(events);

    /// <exception cref="JsonException">The bytes are no events.</exception>
    public static void Decode(ReadOnlySpan<byte> chunk, List<HistoryEvent> into) =>
        into.AddRange(Wire.Deserialize<List<HistoryEvent>>(chunk) ?? throw new JsonException("A chunk of the history holds no events."));

    /// <summary>What a decoding throws for bytes that are no events, or not those of this version.</summary>
    public static bool IsUnreadable(Exception error) => error is JsonException or NotSupportedException or InvalidOperationException;

    /// <summary>The text of each event, as it stands in the chunk.</summary>
    public static List<string> Split(ReadOnlySpan<byte> chunk)
    {
        using var parsed = JsonDocument.Parse(chunk.ToArray());
        return parsed.RootElement.EnumerateArray().Select(element => element.GetRawText()).ToList();
    }

    /// <returns>How many events there are, whether or not they are known; 0 when it is no chunk.</returns>
    public static int Count(ReadOnlySpan<byte> chunk)
    {
        try
        {
            using var parsed = JsonDocument.Parse(chunk.ToArray());
            return parsed.RootElement.ValueKind == JsonValueKind.Array ? parsed.RootElement.GetArrayLength() : 0;
        }
        catch (JsonException)
        {
            return 0;
        }
    }
}

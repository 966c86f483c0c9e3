using System.Globalization;
using System.Text.Json;

namespace MissionControl.Embedded.Sealing;

/// <summary>Seals in an exported document. An event's line there is the text that was sealed, after its number.</summary>
internal static class SealedText
{
    public static string Number(string text, int index) => $"{Numbering(index + 1)}{text.AsSpan(1)}";

    public static string Write(SealedHistory seals)
    {
        var chunks = seals.Chunks.Select(chunk => Wire.Serialize(new ChunkSeal(chunk.First, chunk.Events.Count, chunk.Previous, chunk.Seal)));
        var row = Wire.Serialize(new RowSeal(seals.Status, seals.Generation, seals.Length, seals.Seal, seals.RowSeal));
        return $"{row[..^1]},\"chunks\":[\n{string.Join(",\n", chunks)}\n]}}";
    }

    /// <exception cref="FormatException">The seals do not stand as they are written.</exception>
    public static SealedHistory Read(JsonElement seals, JsonElement events)
    {
        try
        {
            var row = seals.Deserialize<RowSeal>(Wire.Options)!;
            var texts = events.EnumerateArray().Select((element, index) => Text(element.GetRawText(), index)).ToList();
            var chunks = new List<SealedChunk>();
            foreach (var chunk in seals.GetProperty("chunks").Deserialize<List<ChunkSeal>>(Wire.Options)!)
            {
                var from = (int)Math.Clamp(chunk.First - 1, 0, texts.Count);
                chunks.Add(new SealedChunk(chunk.First, chunk.Previous, chunk.Seal, texts.GetRange(from, Math.Clamp(chunk.Count, 0, texts.Count - from))));
            }

            return new SealedHistory(row.Status ?? "", row.Generation, row.Length, row.Seal, row.RowSealed, chunks);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or NullReferenceException)
        {
            throw new FormatException(error.Message, error);
        }
    }

    private static string Text(string line, int index) => line.StartsWith(Numbering(index + 1), StringComparison.Ordinal) ? "{" + line[Numbering(index + 1).Length..] : line;

    private static string Numbering(int number) => string.Create(CultureInfo.InvariantCulture, $"{{\"number\":{number},");

    private sealed record RowSeal(string? Status, int Generation, long? Length, string? Seal, [property: System.Text.Json.Serialization.JsonPropertyName("row_seal")] string? RowSealed);

    private sealed record ChunkSeal(long First, int Count, string? Previous, string? Seal);
}

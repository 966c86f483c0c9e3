using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Embedded.Sealing;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Replaying;

/// <summary>Reads what somebody hands in as an exported history: everything that replay relies on is checked here and named where it is wrong.</summary>
internal sealed class HistoryDocumentReader(string file)
{
    private static readonly JsonDocumentOptions Syntax = new() { MaxDepth = Wire.MaxDepth * 2, AllowDuplicateProperties = false };
    private readonly Dictionary<string, SealedHistory> _seals = new(StringComparer.Ordinal);

    public HistoryDocument Read(ReadOnlyMemory<byte> utf8)
    {
        using var parsed = Parse(utf8);
        var root = parsed.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("schema_version", out var version) || !root.TryGetProperty("instances", out var instances))
        {
            throw Fault("this is no exported history. 'mission history RUN --export FILE' writes one.");
        }

        if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number < 1)
        {
            throw Fault("schema_version is no version number.");
        }

        if (number > HistoryDocument.SchemaVersion)
        {
            throw Fault($"schema_version is {number}, and this program reads up to {HistoryDocument.SchemaVersion}. Use a newer program.");
        }

        return new HistoryDocument(Text(root, "mission_id", ""), Text(root, "run_id", ""), Text(root, "orchestrator_version", ""), ReadInstances(instances))
        {
            KeyCheck = root.TryGetProperty("key_check", out _) ? Text(root, "key_check", "") : null,
            Seals = _seals,
        };
    }

    private JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > HistoryDocument.MaxBytes)
        {
            throw Fault($"the file is longer than {HistoryDocument.MaxBytes / (1024 * 1024)} MiB.");
        }

        try
        {
            return JsonDocument.Parse(utf8, Syntax);
        }
        catch (JsonException error)
        {
            throw Fault($"line {error.LineNumber + 1}: this is no JSON: {error.Message}");
        }
    }

    private List<InstanceHistory> ReadInstances(JsonElement instances)
    {
        if (instances.ValueKind != JsonValueKind.Array || instances.GetArrayLength() == 0)
        {
            throw Fault("instances is no list of instances.");
        }

        var read = new List<InstanceHistory>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var instance in instances.EnumerateArray())
        {
            var place = $"instances[{read.Count}]";
            if (instance.ValueKind != JsonValueKind.Object)
            {
                throw Fault($"{place} is no object.");
            }

            var id = Text(instance, "instance_id", $"{place}.");
            if (!ids.Add(id))
            {
                throw Fault($"{place}: the instance '{id}' is there twice.");
            }

            var parent = instance.TryGetProperty("parent_instance_id", out var named) && named.ValueKind != JsonValueKind.Null ? Text(instance, "parent_instance_id", $"{place}.") : null;
            read.Add(new InstanceHistory(id, parent, ReadEvents(instance, place)));
            if (instance.TryGetProperty("seals", out var seals))
            {
                _seals.Add(id, ReadSeals(seals, instance.GetProperty("events"), place));
            }
        }

        return read;
    }

    private SealedHistory ReadSeals(JsonElement seals, JsonElement events, string place)
    {
        try
        {
            return SealedText.Read(seals, events);
        }
        catch (FormatException error)
        {
            throw Fault($"{place}.seals cannot be read: {Short(error.Message)}");
        }
    }

    private List<HistoryEvent> ReadEvents(JsonElement instance, string place)
    {
        if (!instance.TryGetProperty("events", out var events) || events.ValueKind != JsonValueKind.Array || events.GetArrayLength() == 0)
        {
            throw Fault($"{place}.events is no list of events.");
        }

        var read = new List<HistoryEvent>(events.GetArrayLength());
        foreach (var element in events.EnumerateArray())
        {
            var at = $"{place}.events[{read.Count}]";
            CheckNumber(element, read.Count + 1, at);
            var happened = ReadEvent(element, at);
            if (happened is ExecutionStarted != (read.Count == 0))
            {
                throw Fault($"{at}: execution_started is the first event of a history, and only the first.");
            }

            read.Add(happened);
        }

        return read;
    }

    private void CheckNumber(JsonElement element, int expected, string at)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("number", out var number) || !element.TryGetProperty("event", out var kind) || kind.ValueKind != JsonValueKind.String)
        {
            throw Fault($"{at} is no event: it needs 'number' and 'event'.");
        }

        if (number.ValueKind != JsonValueKind.Number || !number.TryGetInt64(out var value) || value != expected)
        {
            throw Fault($"{at}: its number is {Short(number.GetRawText())}, but {expected} follows. An event is missing, doubled or out of order.");
        }
    }

    private HistoryEvent ReadEvent(JsonElement element, string at)
    {
        // The kind of an event is read first, wherever it stands.
        var ordered = new JsonObject { ["event"] = element.GetProperty("event").GetString() };
        foreach (var member in element.EnumerateObject().Where(member => member.Name is not ("event" or "number")))
        {
            ordered[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }

        HistoryEvent? happened;
        try
        {
            happened = ordered.Deserialize<HistoryEvent>(Wire.Options);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw Fault($"{at} ({Short(element.GetProperty("event").GetString()!)}) cannot be read: {Short(error.Message)}");
        }

        return EventMembers.FindMissing(happened!) is { } missing
            ? throw Fault($"{at} ({element.GetProperty("event").GetString()}) has no {missing}.")
            : happened!;
    }

    private string Text(JsonElement parent, string member, string place) =>
        parent.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw Fault($"{place}{member} is missing or no text.");

    private static string Short(string text) => text.Length > 200 ? text[..200] + "..." : text;

    private HistoryFormatException Fault(string fault) => new(file, fault);
}

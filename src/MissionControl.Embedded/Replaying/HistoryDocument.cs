using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Embedded.Sealing;
using MissionControl.Missions;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Replaying;

/// <summary>All recorded histories of one run in one JSON document: every instance, parents before children, executions in order.</summary>
/// <param name="OrchestratorVersion">The version of the orchestrator code that started the run.</param>
public sealed record HistoryDocument(string MissionId, string RunId, string OrchestratorVersion, IReadOnlyList<InstanceHistory> Instances)
{
    /// <summary>The version of the document's own form. Newer ones are refused.</summary>
    public const int SchemaVersion = 1;

    /// <summary>A larger file is refused before it is parsed.</summary>
    public const int MaxBytes = 256 * 1024 * 1024;

    /// <summary>Tells the key that the hub seals with from others; null when nothing is sealed.</summary>
    public string? KeyCheck { get; init; }

    /// <summary>The seals by instance id; empty when the histories do not come from a sealed hub.</summary>
    public IReadOnlyDictionary<string, SealedHistory> Seals { get; init; } = new Dictionary<string, SealedHistory>();

    public static HistoryDocument Of(RunRecord run, IReadOnlyList<InstanceHistory> instances)
    {
        var first = instances.SelectMany(instance => instance.Events).OfType<ExecutionStarted>().FirstOrDefault();
        return new HistoryDocument(run.MissionId, run.RunId, first?.Version ?? "", instances);
    }

    /// <exception cref="HistoryFormatException">It is no exported history; the message names the place.</exception>
    public static HistoryDocument Read(ReadOnlyMemory<byte> utf8, string file) => new HistoryDocumentReader(file).Read(utf8);

    /// <summary>One event per line, so that two documents can be compared line by line.</summary>
    public string ToJson()
    {
        using var bytes = new MemoryStream();
        using (var writer = new StreamWriter(bytes, leaveOpen: true) { NewLine = "\n" })
        {
            Write(writer);
        }

        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private void Write(StreamWriter writer)
    {
        var keyCheck = KeyCheck is null ? "" : $"\"key_check\":{Wire.Serialize(KeyCheck)},";
        writer.WriteLine($"{{\"schema_version\":{SchemaVersion},\"mission_id\":{Wire.Serialize(MissionId)},\"run_id\":{Wire.Serialize(RunId)},");
        writer.WriteLine($"\"orchestrator_version\":{Wire.Serialize(OrchestratorVersion)},{keyCheck}\"instances\":[");
        for (var i = 0; i < Instances.Count; i++)
        {
            var (id, parent, events) = Instances[i];
            writer.WriteLine($"{{\"instance_id\":{Wire.Serialize(id)},\"parent_instance_id\":{Wire.Serialize(parent)},\"events\":[");
            var seals = Seals.GetValueOrDefault(id);
            var lines = seals?.Chunks.SelectMany(chunk => chunk.Events).Select(SealedText.Number) ?? events.Select((happened, n) => Numbered(n + 1, happened));
            writer.WriteLine(string.Join(",\n", lines));
            writer.WriteLine((seals is null ? "]" : $"],\"seals\":{SealedText.Write(seals)}") + (i + 1 < Instances.Count ? "}," : "}"));
        }

        writer.WriteLine("]}");
    }

    private static string Numbered(int number, HistoryEvent happened)
    {
        var line = new JsonObject { ["number"] = number };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(happened, Wire.Options)!.AsObject().ToList())
        {
            line[name] = value?.DeepClone();
        }

        return line.ToJsonString(Wire.Options);
    }
}

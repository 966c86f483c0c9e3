using System.Text;
using System.Text.Json.Nodes;
using MissionControl.Missions;

namespace MissionControl.Testing.Missions;

/// <summary>Writes a mission document in a few words. What it builds is a document like any other and goes through the loader.</summary>
public sealed class TestMission
{
    private readonly JsonObject _document;

    private TestMission(JsonObject document) => _document = document;

    public static TestMission Create(string missionId = "test") =>
        new(new JsonObject { ["name"] = "Test mission", ["mission_id"] = missionId, ["hops"] = new JsonArray() });

    /// <summary>A mission document that lies somewhere, to be run as it is or changed first.</summary>
    public static TestMission Read(string file) =>
        new(JsonNode.Parse(File.ReadAllText(file)) as JsonObject ?? throw new ArgumentException($"{file} holds no JSON object.", nameof(file)));

    /// <summary>A mission document as its bytes.</summary>
    public static TestMission Of(ReadOnlySpan<byte> document) =>
        new(JsonNode.Parse(document) as JsonObject ?? throw new ArgumentException("It is no JSON object.", nameof(document)));

    public TestMission Input(string id, JsonNode? content, string type = "any")
    {
        Append("inputs", new JsonObject { ["id"] = id, ["type"] = type, ["content"] = content });
        return this;
    }

    public TestMission Output(string id, string type = "any")
    {
        Append("outputs", new JsonObject { ["id"] = id, ["type"] = type });
        return this;
    }

    public TestMission Hop(string id, Action<TestHop> build)
    {
        var hop = new TestHop(id);
        build(hop);
        Append("hops", hop.Document);
        return this;
    }

    /// <summary>Sets any member of the document.</summary>
    public TestMission With(string member, JsonNode? value)
    {
        _document[member] = value;
        return this;
    }

    /// <summary>The start of a run of it, after the checks that every start goes through.</summary>
    /// <exception cref="ArgumentException">The document or an input is wrong; the message holds every fault.</exception>
    public RunStart Prepare(string runId, IReadOnlyDictionary<string, JsonNode?> inputs)
    {
        var document = ToUtf8();
        var definition = MissionDocument.Read(document, "test.json") switch
        {
            MissionDocumentReading.Sound sound => sound.Definition,
            MissionDocumentReading.Refused refused => throw new ArgumentException(string.Join(Environment.NewLine, refused.Errors)),
            _ => throw new InvalidOperationException("A reading is sound or refused."),
        };
        var prepared = RunPreparation.Prepare(definition, document, "test.json", new RunRequest(runId, inputs));
        return prepared.Start ?? throw new ArgumentException(string.Join(Environment.NewLine, prepared.Errors));
    }

    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(_document.ToJsonString());

    private void Append(string member, JsonNode item)
    {
        if (_document[member] is not JsonArray list)
        {
            _document[member] = list = [];
        }

        list.Add(item);
    }
}

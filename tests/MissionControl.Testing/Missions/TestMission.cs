using System.Text;
using System.Text.Json.Nodes;

namespace MissionControl.Testing.Missions;

/// <summary>Writes a mission document in a few words. What it builds is a document like any other and goes through the loader.</summary>
public sealed class TestMission
{
    private readonly JsonObject _document = new() { ["name"] = "Test mission", ["mission_id"] = "test", ["hops"] = new JsonArray() };

    public static TestMission Create(string missionId = "test")
    {
        var mission = new TestMission();
        mission._document["mission_id"] = missionId;
        return mission;
    }

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

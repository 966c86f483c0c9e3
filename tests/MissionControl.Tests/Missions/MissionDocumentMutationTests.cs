using System.Text;
using System.Text.Json.Nodes;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Steps;

namespace MissionControl.Tests.Missions;

/// <summary>Damages a sound document in thousands of ways: whatever stands there, reading ends in a definition or in errors.</summary>
public sealed class MissionDocumentMutationTests
{
    private const string Document = """
        {
          "name": "Mission", "timeout": "2h", "kpis": {"target_days": 2, "csat": {"state_asset": "out", "path": "content.x"}},
          "inputs": [{"id": "in", "type": "email[]", "content": []}], "outputs": [{"id": "out", "type": {"type": "list", "items": "text"}}],
          "approvals": {"plan": true, "due": "P1D"}, "budget": {"usd": 1},
          "hops": [
            {"id": "a", "input_mapping": {"x": "in"}, "output_mapping": {"y": "mid"}, "retry": {"max_attempts": 3, "first_interval": "1s"},
             "steps": [{"tool_name": "t", "parameter_mapping": {"p": {"state_asset": "x", "path": "content[0].id"}}, "result_mapping": {"o": {"state_asset": "y"}}}]},
            {"id": "b", "depends_on": ["a"], "input_mapping": {"x": {"asset": "mid", "default": null}}, "output_mapping": {"y": "out"}, "capability": "c", "on_reject": "reroute"}
          ]
        }
        """;

    private static readonly string[] Values =
    [
        "null", "true", "-1", "1e999", "0.1", "99999999999999999999999999999999", "\"\"", "\"a\"", "\"in\"", "\"\\ud83d\\ude00\"", "\"content[]\"", "\"P1D\"",
        "[]", "[[]]", "[{}]", "[null]", "{}", "{\"\":{}}", "{\"id\":\"a\"}", "{\"tool_name\":\"t\"}", "{\"state_asset\":\"a\",\"literal\":1}", "{\"type\":\"list\",\"items\":{\"type\":\"list\"}}",
    ];

    private static readonly ToolRegistry Tools = new ToolRegistry().Add(new SignatureTool(new ToolSignature("t", "Any.")));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Document_WithRandomMembersReplaced_GivesADefinitionOrErrors(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 700; i++)
        {
            var document = JsonNode.Parse(Document)!;
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                Replace(document, random);
            }

            Judge(Encoding.UTF8.GetBytes(document.ToJsonString()));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Document_WithRandomBytesChanged_GivesADefinitionOrErrors(int seed)
    {
        var random = new Random(seed);
        var whole = Encoding.UTF8.GetBytes(Document);
        for (var i = 0; i < 1500; i++)
        {
            var bytes = whole.ToList();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(3))
                {
                    case 0: bytes[at] = (byte)random.Next(256); break;
                    case 1: bytes.RemoveAt(at); break;
                    default: bytes.Insert(at, (byte)"{}[]\",:\\0u\n"[random.Next(11)]); break;
                }
            }

            Judge([.. bytes]);
        }
    }

    private static void Judge(byte[] bytes)
    {
        switch (MissionDocument.Read(bytes, "m.json", Tools))
        {
            case MissionDocumentReading.Sound sound:
                Assert.Equal(sound.Definition.Hops.Count, HopGraph.Of(sound.Definition).Hops.Count);
                Assert.NotEmpty(MissionGraphDiagram.Mermaid(sound.Definition));
                break;
            case MissionDocumentReading.Refused refused:
                Assert.NotEmpty(refused.Errors);
                Assert.All(refused.Errors, error => Assert.DoesNotContain(error.ToString(), c => char.IsControl(c)));
                break;
        }
    }

    private static void Replace(JsonNode document, Random random)
    {
        var places = new List<JsonNode?>();
        Collect(document, places);
        var place = places[random.Next(places.Count)]!;
        var value = JsonNode.Parse(Values[random.Next(Values.Length)]);
        if (place is JsonObject found)
        {
            var names = found.Select(member => member.Key).ToList();
            var name = random.Next(5) == 0 || names.Count == 0 ? ((string[])["id", "steps", "oops", "a b"])[random.Next(4)] : names[random.Next(names.Count)];
            found[name] = value;
        }
        else if (place is JsonArray list)
        {
            list.Insert(random.Next(list.Count + 1), value);
        }
    }

    private static void Collect(JsonNode? node, List<JsonNode?> places)
    {
        IEnumerable<JsonNode?> children = node is JsonObject found ? found.Select(member => member.Value) : node as JsonArray ?? [];
        if (node is JsonObject or JsonArray)
        {
            places.Add(node);
        }

        foreach (var child in children)
        {
            Collect(child, places);
        }
    }
}

using System.Text.Json.Nodes;
using MissionControl.Missions;
using MissionControl.Testing.Missions;

namespace MissionControl.Chaos;

/// <summary>Four small missions, by the number of the run: in a row, with retries and a join, with a person, with a step that may run at most once.</summary>
internal static class ChaosMission
{
    /// <summary>The hop that an unknown outcome may skip.</summary>
    public const string OnceHop = "once";

    private const int Shapes = 4;

    private static readonly (MissionDefinition Definition, byte[] Document)[] All = [.. Enumerable.Range(0, Shapes).Select(Read)];

    public static string RunId(int number) => $"run-{number}";

    public static int Number(string runId) => int.Parse(runId.AsSpan("run-".Length), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Hops and steps that a completed run of that number has completed.</summary>
    public static IReadOnlyList<(string Hop, string Step)> Steps(int number) =>
        [.. All[number % Shapes].Definition.Hops.Where(hop => hop.Id != OnceHop).SelectMany(hop => hop.Steps.Select(step => (hop.Id, step.Id)))];

    public static bool HasOnce(int number) => All[number % Shapes].Definition.Hops.Any(hop => hop.Id == OnceHop);

    public static RunStart Start(int number)
    {
        var (definition, document) = All[number % Shapes];
        var request = new RunRequest(RunId(number), new Dictionary<string, JsonNode?> { ["x"] = number });
        return RunPreparation.Prepare(definition, document, "chaos.json", request).Start!;
    }

    private static (MissionDefinition, byte[]) Read(int shape)
    {
        var document = Write(shape).ToUtf8();
        return MissionDocument.Read(document, "chaos.json") is MissionDocumentReading.Sound sound
            ? (sound.Definition, document)
            : throw new InvalidOperationException($"Mission {shape} is refused: {System.Text.Encoding.UTF8.GetString(document)}");
    }

    private static TestMission Write(int shape)
    {
        var mission = TestMission.Create($"chaos{shape}").Input("x", 0)
            .Hop("first", hop => hop.Reads("x").Step("work").Step("work").Writes("a")).Output("a", "text");
        return shape switch
        {
            0 => mission.Hop("second", hop => hop.Reads("a").Step("work").Writes("b")).Output("b", "text"),
            1 => mission
                .Hop("left", hop => hop.Reads("a").Step("work", Failing).Retry(3, "PT0.02S").Writes("b")).Output("b", "text")
                .Hop("right", hop => hop.Reads("a").Step("work").Writes("c")).Output("c", "text")
                .Hop("join", hop => hop.Reads("b").Reads("c").Step("work").Writes("d")).Output("d", "text"),
            2 => mission.Hop("asked", hop => hop.Reads("a").Step("work").Approval().Writes("b")).Output("b", "text"),
            _ => mission.Hop(OnceHop, hop => hop.Reads("a").Step("work", step => step["at_most_once"] = true).Writes("b").With("on_failure", "skip")),
        };
    }

    private static void Failing(JsonObject step) => step["parameter_mapping"]!["fails"] = new JsonObject { ["literal"] = 1 };
}

using System.Text.Json.Nodes;
using MissionControl.Missions;
using MissionControl.Testing.Missions;

namespace MissionControl.Chaos;

/// <summary>
/// Small missions, by the number of the run: in a row, with retries and a join, with a person, with a step that may run at most once, with a
/// quorum, with two who contradict each other, and with deadlines that nobody meets.
/// </summary>
internal static class ChaosMission
{
    /// <summary>The hop that an unknown outcome may skip.</summary>
    public const string OnceHop = "once";

    /// <summary>The hop that a rejection or a deadline skips.</summary>
    public const string RefusableHop = "refusable";

    private const int Shapes = 7;

    private const string Levels = """
        {"approvers": ["a"], "due": "PT0.6S", "remind_after": "PT0.2S", "on_timeout": "escalate", "escalate_to": [{"approvers": ["b"], "due": "PT0.4S"}]}
        """;

    private static readonly (MissionDefinition Definition, byte[] Document)[] All = [.. Enumerable.Range(0, Shapes).Select(Read)];

    public static string RunId(int number) => $"run-{number}";

    public static int Number(string runId) => int.Parse(runId.AsSpan("run-".Length), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Hops and steps that a completed run of that number has completed.</summary>
    public static IReadOnlyList<(string Hop, string Step)> Steps(int number) =>
        [.. All[number % Shapes].Definition.Hops.Where(hop => hop.Id is not (OnceHop or RefusableHop)).SelectMany(hop => hop.Steps.Select(step => (hop.Id, step.Id)))];

    public static bool HasOnce(int number) => All[number % Shapes].Definition.Hops.Any(hop => hop.Id == OnceHop);

    /// <summary>Who votes on the approval of that run, and how; nobody where deadlines decide.</summary>
    public static IReadOnlyList<ChaosVote> VotesOn(int number) => (number % Shapes) switch
    {
        2 => [new ChaosVote($"voter-{number % 5}", true)],
        4 => [new ChaosVote("a", true), new ChaosVote("b", false), new ChaosVote("c", true)],
        5 => [new ChaosVote("a", true), new ChaosVote("b", false)],
        _ => [],
    };

    public static bool AsksPeople(int number) => number % Shapes is 2 or 4 or 5 or 6;

    public static bool HasDeadlines(int number) => number % Shapes == 6;

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
            4 => mission.Hop("asked", hop => hop.Reads("a").Step("work").With("approval", JsonNode.Parse("""{"approvers": ["a", "b", "c"], "quorum": 2}""")).Writes("b")).Output("b", "text"),
            5 => mission.Hop(RefusableHop, hop => hop.Reads("a").Step("work").With("approval", JsonNode.Parse("""{"approvers": ["a", "b"]}""")).With("on_reject", "skip").Writes("b")),
            6 => mission.Hop(RefusableHop, hop => hop.Reads("a").Step("work").With("approval", JsonNode.Parse(Levels)).With("on_reject", "skip").Writes("b")),
            _ => mission.Hop(OnceHop, hop => hop.Reads("a").Step("work", step => step["at_most_once"] = true).Writes("b").With("on_failure", "skip")),
        };
    }

    private static void Failing(JsonObject step) => step["parameter_mapping"]!["fails"] = new JsonObject { ["literal"] = 1 };
}

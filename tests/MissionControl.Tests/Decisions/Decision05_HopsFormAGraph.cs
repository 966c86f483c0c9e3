using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Tests.Missions;

namespace MissionControl.Tests.Decisions;

public sealed class Decision05_HopsFormAGraph
{
    private static readonly string[] Diamond =
    [
        "\"id\":\"d\",\"input_mapping\":{\"x\":\"left\",\"y\":\"right\"},\"output_mapping\":{\"o\":\"out\"}",
        "\"id\":\"b\",\"input_mapping\":{\"x\":\"raw\"},\"output_mapping\":{\"o\":\"left\"}",
        "\"id\":\"c\",\"input_mapping\":{\"x\":{\"asset\":\"raw\",\"optional\":true}},\"output_mapping\":{\"o\":\"right\"}",
        "\"id\":\"a\",\"input_mapping\":{\"x\":\"in\"},\"output_mapping\":{\"o\":\"raw\"}",
        "\"id\":\"e\",\"depends_on\":[\"a\"]",
    ];

    [Fact]
    public void Graph_OfADiamond_KnowsWhatWaitsForWhat()
    {
        var graph = HopGraph.Of(Mission(Diamond));

        Assert.Equal(["a", "b", "c", "d", "e"], graph.Hops.Select(hop => hop.Id));
        Assert.Equal([], graph.PrerequisitesOf("a"));
        Assert.Equal(["b", "c"], graph.PrerequisitesOf("d"));
        Assert.Equal(["a"], graph.PrerequisitesOf("e"));
        Assert.Equal(["b", "c", "e"], graph.DependentsOf("a"));
        Assert.Equal(["b", "c"], graph.ConsumersOf("a"));
        Assert.Equal(("b", "c", null), (graph.ProducerOf("left"), graph.ProducerOf("right"), graph.ProducerOf("in")));
        Assert.Equal([new("left", "b"), new KeyValuePair<string, string>("right", "c")], graph.ProducersOf("d"));
    }

    [Theory]
    [InlineData("a", "b", "raw")]
    [InlineData("a", "c", null)]
    [InlineData("a", "e", null)]
    [InlineData("b", "d", "left")]
    [InlineData("e", "d", null)]
    public void SkippedHop_TakesAlongOnlyHopsThatCannotDoWithoutItsAssets(string skipped, string hop, string? lost) =>
        Assert.Equal(lost, HopGraph.Of(Mission(Diamond)).LostInputs(hop, new HashSet<string> { skipped }).SingleOrDefault()?.Asset);

    [Theory]
    [InlineData("a b c", "\"id\":\"a\"", "\"id\":\"b\"", "\"id\":\"c\"")]
    [InlineData("c b a", "\"id\":\"a\",\"order\":9", "\"id\":\"b\",\"order\":5", "\"id\":\"c\",\"order\":-1")]
    [InlineData("b c a", "\"id\":\"a\",\"order\":1,\"depends_on\":[\"c\"]", "\"id\":\"b\",\"order\":2", "\"id\":\"c\",\"order\":3")]
    [InlineData("c a b", "\"id\":\"a\",\"depends_on\":[\"c\",\"c\"]", "\"id\":\"b\",\"depends_on\":[\"a\"]", "\"id\":\"c\"")]
    public void Order_BetweenReadyHops_BreaksTiesAndNothingElse(string expected, params string[] hops) =>
        Assert.Equal(expected.Split(' '), HopGraph.Of(Mission(hops)).Hops.Select(hop => hop.Id));

    public static TheoryData<string, string, string> Refusals => new()
    {
        { """{"id":"a","depends_on":["b"]},{"id":"b","depends_on":["a"]}""", "$.hops[0]", "in a cycle: a -> b -> a" },
        { """{"id":"a","input_mapping":{"i":"z"},"output_mapping":{"o":"x"}},{"id":"b","input_mapping":{"i":"x"},"output_mapping":{"o":"y"}},{"id":"c","input_mapping":{"i":"y"},"output_mapping":{"o":"z"}}""", "$.hops[0]", "in a cycle: a -> b -> c -> a" },
        { """{"id":"x"},{"id":"after","depends_on":["b"]},{"id":"b","depends_on":["c","x"]},{"id":"c","depends_on":["b"]}""", "$.hops[2]", "in a cycle: b -> c -> b" },
        { """{"id":"a","depends_on":["a"]}""", "$.hops[0].depends_on[0]", "\"a\" depends on itself. Remove it" },
        { """{"id":"a","input_mapping":{"i":"x"},"output_mapping":{"o":"x"}}""", "$.hops[0].input_mapping.i", "needs \"x\", which it exports itself" },
        { """{"id":"first"},{"id":"b","depends_on":["frist"]}""", "$.hops[1].depends_on[0]", "no hop is named \"frist\". Did you mean \"first\"? The hops are first, b" },
        { """{"id":"a","output_mapping":{"o":"emails"}},{"id":"b","input_mapping":{"i":"email"}}""", "$.hops[1].input_mapping.i", "nobody produces the asset \"email\". Did you mean \"emails\"? Declare it as a mission input or export it from a hop. There are in, emails" },
        { """{"id":"a","input_mapping":{"i":{"asset":"nowhere","optional":true}}}""", "$.hops[0].input_mapping.i", "nobody produces the asset \"nowhere\"" },
        { """{"id":"a","output_mapping":{"o":"x"}},{"id":"b","output_mapping":{"p":"x"}}""", "$.hops[1].output_mapping.p", "exports \"x\", which hop \"a\" exports already" },
        { """{"id":"a","output_mapping":{"o":"x","p":"x"}}""", "$.hops[0].output_mapping.p", "exports \"x\" a second time" },
        { """{"id":"a","output_mapping":{"o":"in"}}""", "$.hops[0].output_mapping.o", "exports \"in\", which is a mission input" },
        { """{"id":"a"},{"id":"a"}""", "$.hops[1].id", "hop id \"a\" is taken by $.hops[0]" },
        { """{"id":"hop2"},{}""", "$.hops[1].id", "hop id \"hop2\" is taken by $.hops[0]" },
        { """{"steps":[{"tool_name":"t","id":"step2"},{"tool_name":"t"}]}""", "$.hops[0].steps[1].id", "step id \"step2\" is taken" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Graph_ThatCannotRun_IsRefusedBeforeAnythingRuns(string hops, string path, string text)
    {
        var fault = Assert.Single(Documents.Faults($$"""{"name":"m","inputs":[{"id":"in"}],"hops":[{{hops}}]}"""));

        Assert.StartsWith(path + ": ", fault, StringComparison.Ordinal);
        Assert.Contains(text, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"m","hops":[{}],"inputs":[{"id":"a"},{"id":"a"}]}""", "$.inputs[1].id: input id \"a\" stands twice")]
    [InlineData("""{"name":"m","hops":[{}],"inputs":[{"id":"a"}],"outputs":[{"id":"a"},{"id":"a"}]}""", "$.outputs[1].id: output id \"a\" stands twice")]
    [InlineData("""{"name":"m","hops":[{}],"outputs":[{"id":"report"}]}""", "$.outputs[0].id: nobody produces the asset \"report\"")]
    [InlineData("""{"name":"m","hops":[{}],"kpis":{"k":{"state_asset":"report"}}}""", "$.kpis.k.state_asset: nobody produces the asset \"report\"")]
    public void Mission_WithAssetsThatDoNotAddUp_IsRefused(string json, string fault) =>
        Assert.StartsWith(fault, Assert.Single(Documents.Faults(json)), StringComparison.Ordinal);

    [Fact]
    public void Cycles_ApartFromEachOther_AreAllNamed()
    {
        var faults = Documents.Faults("""
            {"name":"m","hops":[{"id":"a","depends_on":["b"]},{"id":"b","depends_on":["a"]},{"id":"c","depends_on":["d"]},{"id":"d","depends_on":["c"]}]}
            """);

        Assert.Equal(["$.hops[0]: hops wait for each other in a cycle: a -> b -> a", "$.hops[2]: hops wait for each other in a cycle: c -> d -> c"], faults.Select(fault => fault.Split(". ")[0]));
    }

    [Fact]
    public void Cycle_OfThousandsOfHops_IsNamedInAFewWords()
    {
        var hops = Enumerable.Range(0, 5000).Select(i => $"\"id\":\"h{i}\",\"depends_on\":[\"h{(i + 4999) % 5000}\"]");

        var fault = Assert.Single(Documents.Faults(Json(hops)));

        Assert.Contains("h0 -> h1 -> h2", fault, StringComparison.Ordinal);
        Assert.Contains("-> (4988 more) -> h0", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Graph_OfTenThousandHopsInARow_IsBuilt()
    {
        var hops = Enumerable.Range(0, 10_000).Reverse().Select(i => i == 0
            ? "\"id\":\"h0\",\"output_mapping\":{\"o\":\"a0\"}"
            : $"\"id\":\"h{i}\",\"input_mapping\":{{\"i\":\"a{i - 1}\"}},\"output_mapping\":{{\"o\":\"a{i}\"}}");

        var graph = HopGraph.Of(Mission([.. hops]));

        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => $"h{i}"), graph.Hops.Select(hop => hop.Id));
    }

    [Fact]
    public void Graph_OfTenThousandHopsThatFeedOne_IsBuilt()
    {
        var hops = Enumerable.Range(0, 9_999).Select(i => $"\"id\":\"h{i}\"").Append(
            $"\"id\":\"last\",\"depends_on\":[{string.Join(',', Enumerable.Range(0, 9_999).Select(i => $"\"h{i}\""))}]");

        Assert.Equal(9_999, HopGraph.Of(Mission([.. hops])).PrerequisitesOf("last").Count);
    }

    [Fact]
    public void Definition_MadeInCodeWithAFaultyGraph_ThrowsNamingTheFault()
    {
        var mission = new MissionDefinition("m", "m") { Hops = [new HopDefinition("a") { DependsOn = ["a"] }] };

        Assert.Contains("depends on itself", Assert.Throws<ArgumentException>(() => HopGraph.Of(mission)).Message, StringComparison.Ordinal);
        Assert.Equal("$.hops[0].depends_on[0]", Assert.Single(HopGraph.Problems(mission, "m.json")).Path);
    }

    private static MissionDefinition Mission(params string[] hops) => Documents.Sound(Json(hops));

    private static string Json(IEnumerable<string> hops) =>
        $$"""{"name":"m","inputs":[{"id":"in"}],"hops":[{{{string.Join("},{", hops)}}}]}""";
}

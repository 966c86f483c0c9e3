using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Hops;
using MissionControl.Resolution;
using MissionControl.Steps;

namespace MissionControl.Tests.Resolution;

/// <summary>An unresolved hop in few words: inputs and outputs as <c>local type</c>, an output without type is wanted by name.</summary>
internal static class Unresolved
{
    public static HopResolution Resolve(string inputs, string outputs, params string[] tools) =>
        Resolve(inputs, outputs, SignatureTool.Registry(tools));

    public static HopResolution Resolve(string inputs, string outputs, ToolRegistry tools)
    {
        var hop = Hop(inputs, outputs);
        var requirements = Words(outputs).Select(word => new OutputRequirement(word[0], word.Length == 1 ? null : AssetType.Parse(word[1]))).ToList();
        return HopResolver.Resolve(hop, new ResolutionContext(Shapes(inputs), requirements, tools));
    }

    public static HopDefinition Hop(string inputs, string outputs) => new("hop1")
    {
        Inputs = Words(inputs).Select(word => new InputBinding(word[0].TrimEnd('?'), $"mission_{word[0].TrimEnd('?')}", word[0].EndsWith('?'))).ToList(),
        Outputs = Words(outputs).Select(word => new OutputBinding(word[0], $"made_{word[0]}")).ToList(),
    };

    /// <summary>A type may carry content, <c>criteria any{"query":"x"}</c>: its members are then known.</summary>
    public static Dictionary<string, AssetShape> Shapes(string inputs) => Words(inputs).ToDictionary(word => word[0].TrimEnd('?'), word =>
    {
        var brace = word[1].IndexOf('{', StringComparison.Ordinal);
        return brace < 0
            ? new AssetShape(AssetType.Parse(word[1]))
            : AssetShape.Of(AssetType.Parse(word[1][..brace]), JsonNode.Parse(word[1][brace..]));
    });

    /// <summary>The steps as <c>tool(param=local path) -> output=local</c>, joined with <c>; </c>.</summary>
    public static string Text(HopResolution resolution) => string.Join("; ", resolution.Steps.Select(step =>
    {
        var parameters = step.Parameters.Select(one => $"{one.Parameter}={one.StateAsset}{one.Path!["content".Length..]}{(one.Optional ? "?" : "")}");
        var results = step.Results.Select(one => $"{one.Output}={one.StateAsset}");
        return $"{step.ToolName}({string.Join(", ", parameters)}) -> {string.Join(", ", results)}";
    }));

    private static IEnumerable<string[]> Words(string text) =>
        text.Split(", ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split(' ', 2));
}

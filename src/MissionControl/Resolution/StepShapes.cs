using MissionControl.Hops;
using MissionControl.Steps;

namespace MissionControl.Resolution;

/// <summary>What steps leave in a hop's workspace: an asset made by a step has the type that its tool's signature declares.</summary>
internal static class StepShapes
{
    /// <summary>Local name to shape after the last step; a local that is put together from several results is of type any.</summary>
    public static IReadOnlyDictionary<string, AssetShape> After(
        IReadOnlyList<StepDefinition> steps, IReadOnlyDictionary<string, AssetShape> inputs, ToolRegistry tools)
    {
        var shapes = new Dictionary<string, AssetShape>(inputs);
        foreach (var step in steps)
        {
            foreach (var result in step.Results.Where(result => result.StateAsset is not null))
            {
                Write(shapes, result, tools.Find(step.ToolName)?.Signature.FindOutput(result.Output));
            }
        }

        return shapes;
    }

    /// <summary>True for a place that is an asset's whole content.</summary>
    public static bool IsWhole(string? path) => path is null or "content";

    /// <summary>The shapes that a hop's inputs have, by local name.</summary>
    public static IReadOnlyDictionary<string, AssetShape> Inputs(HopDefinition hop, IReadOnlyDictionary<string, AssetShape> mission) =>
        hop.Inputs.ToDictionary(input => input.Local, input => mission.GetValueOrDefault(input.Asset) ?? new AssetShape(Assets.AssetType.Any));

    private static void Write(Dictionary<string, AssetShape> shapes, ResultMapping result, ToolOutput? output)
    {
        if (IsWhole(result.Path))
        {
            shapes[result.StateAsset!] = output is null ? new AssetShape(Assets.AssetType.Any) : Place.Of(0, output).Shape;
        }
        else
        {
            // Part of an asset: what was known of the whole stays, nothing is known of a new one.
            shapes.TryAdd(result.StateAsset!, new AssetShape(Assets.AssetType.Any));
        }
    }
}

using MissionControl.Assets;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Steps;

namespace MissionControl.Resolution;

/// <summary>
/// What each mission asset must be, as the document tells it: the type declared in the mission's outputs, else the type of the
/// parameters of written steps that take the whole of it. <c>any</c> tells nothing.
/// </summary>
internal sealed class OutputNeeds(MissionDefinition definition, ToolRegistry tools)
{
    /// <summary>One requirement per local that the hop exports.</summary>
    /// <param name="problem">Set when two written steps want types of one asset that do not go together.</param>
    public IReadOnlyList<OutputRequirement> Of(HopDefinition hop, out string? problem)
    {
        problem = null;
        var requirements = new List<OutputRequirement>();
        foreach (var output in hop.Outputs)
        {
            var declared = definition.Outputs.FirstOrDefault(one => one.Id == output.Asset)?.Type;
            requirements.Add(new OutputRequirement(
                output.Local, declared is { Kind: not AssetKind.Any } ? declared : Consumed(output.Asset, ref problem)));
        }

        return requirements;
    }

    private AssetType? Consumed(string asset, ref string? problem)
    {
        var needs = definition.Hops.SelectMany(hop => Needs(hop, asset)).ToList();
        var narrowest = needs.FirstOrDefault(one => needs.All(other => one.Type == other.Type || TypeFit.Is(one.Type, other.Type)));
        if (needs.Count > 0 && narrowest is null)
        {
            problem = $"'{asset}' is wanted as {string.Join(" and as ", needs.Select(one => $"{one.Type} by {one.Place}").Distinct())}";
        }

        return narrowest?.Type;
    }

    private IEnumerable<Need> Needs(HopDefinition hop, string asset)
    {
        var locals = hop.Inputs.Where(input => input.Asset == asset).Select(input => input.Local).ToHashSet(StringComparer.Ordinal);
        foreach (var step in hop.Steps)
        {
            var signature = tools.Find(step.ToolName)?.Signature;
            foreach (var mapping in step.Parameters.Where(one => one.StateAsset is not null && locals.Contains(one.StateAsset) && StepShapes.IsWhole(one.Path)))
            {
                if (signature?.FindParameter(mapping.Parameter) is { Type.Kind: not AssetKind.Any } parameter)
                {
                    yield return new Need(parameter.Type, $"{hop.Id}/{step.Id}");
                }
            }

            // From here on the local holds what a step wrote.
            locals.ExceptWith(step.Results.Where(result => result.StateAsset is not null).Select(result => result.StateAsset!));
        }
    }

    private sealed record Need(AssetType Type, string Place);
}

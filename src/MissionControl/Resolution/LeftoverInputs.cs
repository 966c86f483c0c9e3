using MissionControl.Assets;
using MissionControl.Steps;

namespace MissionControl.Resolution;

/// <summary>
/// Gives an input that no step of a chain takes to the one parameter of its type that would otherwise fall back on its default. Where two
/// inputs are left over, or two parameters could take one, the defaults stay: a default is never replaced by a guess.
/// </summary>
internal static class LeftoverInputs
{
    public static Chain Bind(Chain chain)
    {
        var taken = chain.Steps.SelectMany(step => step.Binding.Bound).Select(bound => bound.Place).ToHashSet();
        var written = chain.Outputs.Select(output => output.Local).ToHashSet(StringComparer.Ordinal);
        var left = chain.Workspace.Where(place => place.Step == Place.Input && !taken.Contains(place) && !written.Contains(place.Name)).ToList();
        var steps = chain.Steps.ToList();
        foreach (var type in left.Select(place => place.Shape.Type).Where(type => type.Kind != AssetKind.Any).Distinct().ToList())
        {
            var inputs = left.Where(place => place.Shape.Type == type).ToList();
            var takers = Enumerable.Range(0, steps.Count).SelectMany(index => Defaulted(steps[index], type).Select(parameter => (index, parameter))).ToList();
            if (inputs.Count == 1 && takers.Count == 1)
            {
                var (index, parameter) = takers[0];
                steps[index] = Give(steps[index], parameter, inputs[0]);
            }
        }

        return chain with { Steps = steps };
    }

    // One of few words is a narrower type than text.
    private static IEnumerable<ToolParameter> Defaulted(ChainStep step, AssetType type) => step.Tool.Parameters.Where(parameter =>
        parameter.Default is not null && parameter.AllowedValues.Count == 0 && parameter.Type == type
        && step.Binding.Bound.All(bound => bound.Parameter != parameter));

    private static ChainStep Give(ChainStep step, ToolParameter parameter, Place input)
    {
        var given = step.Binding.Bound.Append(new BoundParameter(parameter, input, null))
            .OrderBy(bound => step.Tool.Parameters.ToList().IndexOf(bound.Parameter)).ToList();
        return step with { Binding = step.Binding with { Bound = given } };
    }
}

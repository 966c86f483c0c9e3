using MissionControl.Assets;
using MissionControl.Hops;
using MissionControl.Steps;

namespace MissionControl.Resolution;

/// <summary>The one step of a hop that was routed to an agent and has no steps of its own: the agent's tool.</summary>
public static class AgentStep
{
    /// <summary>
    /// Binds the tool's parameters to the hop's inputs by the resolver's rules, and each exported local to the tool's output of that name
    /// or alias, or to the only output when there is one local and one output. The tool was not chosen for its types, so a parameter
    /// that need not have a value binds by name only. The problem names what the tool lacks.
    /// </summary>
    /// <param name="inputs">Local name to what is known of it; an input that is not listed is of type any.</param>
    public static HopResolution Build(HopDefinition hop, ToolSignature tool, IReadOnlyDictionary<string, AssetShape> inputs)
    {
        var workspace = HopResolver.Inputs(hop.Inputs, inputs);
        var binding = ParameterBinder.Bind(tool, workspace);
        var chain = new Chain([], workspace).With(tool, binding);
        var problems = binding.Ambiguities.ToList();
        if (binding.Missing.Count > 0)
        {
            problems.Add(ResolutionProblem.Lacks(tool, binding.Missing));
        }

        var outputs = new List<OutputAssignment>();
        foreach (var output in hop.Outputs)
        {
            var made = Find(hop, tool, output.Local);
            if (made is null)
            {
                problems.Add($"{tool.Name} has no output '{output.Local}': it has {string.Join(", ", tool.Outputs.Select(one => one.Name))}");
            }
            else if (outputs.Any(other => other.Place.Name == made.Name))
            {
                problems.Add($"output '{made.Name}' of {tool.Name} would have to feed two locals, '{output.Local}' is the second");
            }
            else
            {
                outputs.Add(new OutputAssignment(output.Local, Place.Of(0, made), []));
            }
        }

        return problems.Count > 0
            ? new HopResolution { Problem = string.Join("; ", problems) }
            : Written(hop, chain with { Outputs = outputs });
    }

    /// <summary>The same with nothing known but the types of the assets that the hop starts with.</summary>
    public static HopResolution Build(HopDefinition hop, ToolSignature tool, IReadOnlyDictionary<string, AssetReference> inputs) =>
        Build(hop, tool, inputs.ToDictionary(input => input.Key, input => new AssetShape(input.Value.Type)));

    private static HopResolution Written(HopDefinition hop, Chain chain)
    {
        var steps = ChainSteps.Write(hop, chain);
        return new HopResolution { Steps = steps, Explanation = ChainText.Describe(steps, chain), Examined = 1 };
    }

    private static ToolOutput? Find(HopDefinition hop, ToolSignature tool, string local) =>
        tool.FindOutput(local) ?? (hop.Outputs.Count == 1 && tool.Outputs.Count == 1 ? tool.Outputs[0] : null);
}

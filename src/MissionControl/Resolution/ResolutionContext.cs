using MissionControl.Steps;

namespace MissionControl.Resolution;

/// <summary>What the resolver knows beside the hop itself.</summary>
/// <param name="Inputs">Local name of each of the hop's inputs to what is known of it; an input that is not listed is of type any.</param>
/// <param name="Outputs">What each local that the hop exports must be.</param>
/// <param name="Tools">The tools to choose from.</param>
public sealed record ResolutionContext(
    IReadOnlyDictionary<string, AssetShape> Inputs,
    IReadOnlyList<OutputRequirement> Outputs,
    ToolRegistry Tools);

/// <summary>What a chain must put into one local of <c>output_mapping</c>.</summary>
/// <param name="Type">The declared type or that of the parameter that consumes it; null: a tool output of the local's name or alias.</param>
public sealed record OutputRequirement(string Local, Assets.AssetType? Type)
{
    /// <summary>As error texts name it.</summary>
    public string Describe() => Type is null ? $"'{Local}' (a tool output of that name)" : $"'{Local}' ({Type})";
}

/// <summary>The steps found for a hop, or why there are none.</summary>
public sealed record HopResolution
{
    /// <summary>1 to 4 steps; empty when the hop stays unresolved.</summary>
    public IReadOnlyList<StepDefinition> Steps { get; init; } = [];

    /// <summary>Why the hop stays unresolved: what could be reached and what is missing, or the candidates of an ambiguity. Null when it is resolved.</summary>
    public string? Problem { get; init; }

    /// <summary>The chain in words, for people who approve the plan; null when the hop stays unresolved.</summary>
    public string? Explanation { get; init; }

    /// <summary>How many ways to continue a chain were looked at: the work that the search took.</summary>
    public int Examined { get; init; }

    public bool IsResolved => Problem is null;
}

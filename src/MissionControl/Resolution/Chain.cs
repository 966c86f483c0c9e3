using MissionControl.Steps;

namespace MissionControl.Resolution;

/// <summary>Tools in the order of their steps, with their bindings: a beginning while it is searched for, then a whole chain.</summary>
internal sealed record Chain(IReadOnlyList<ChainStep> Steps, IReadOnlyList<Place> Workspace)
{
    public IReadOnlyList<OutputAssignment> Outputs { get; init; } = [];

    public decimal CostUsd => Steps.Sum(step => step.Tool.CostUsd);

    public IEnumerable<string> Ambiguities => Steps.SelectMany(step => step.Binding.Ambiguities).Concat(Outputs.SelectMany(output => output.Ambiguities));

    public Chain With(ToolSignature tool, StepBinding binding)
    {
        var made = tool.Outputs.Select(output => Place.Of(Steps.Count, output));
        return new Chain([.. Steps, new ChainStep(tool, binding)], [.. Workspace, .. made]);
    }

    public bool Uses(ToolSignature tool) => Steps.Any(step => ReferenceEquals(step.Tool, tool));

    /// <summary>Cheaper first, then by the names of the tools.</summary>
    public int CompareTo(Chain other)
    {
        var byCost = CostUsd.CompareTo(other.CostUsd);
        return byCost != 0
            ? byCost
            : Steps.Zip(other.Steps, (mine, its) => string.CompareOrdinal(mine.Tool.Name, its.Tool.Name)).FirstOrDefault(order => order != 0);
    }
}

internal sealed record ChainStep(ToolSignature Tool, StepBinding Binding);

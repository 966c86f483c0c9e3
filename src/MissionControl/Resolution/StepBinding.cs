using MissionControl.Steps;

namespace MissionControl.Resolution;

/// <summary>Where the parameters of one tool come from in one workspace.</summary>
/// <param name="Bound">In the order of the signature.</param>
/// <param name="Missing">Required parameters without default that nothing gives.</param>
/// <param name="Ambiguities">A sentence for each required parameter that has several candidates of the same rank; it is bound to the first.</param>
internal sealed record StepBinding(IReadOnlyList<BoundParameter> Bound, IReadOnlyList<ToolParameter> Missing, IReadOnlyList<string> Ambiguities);

/// <summary>A parameter and what it is bound to: a whole place, or a member of its content.</summary>
internal sealed record BoundParameter(ToolParameter Parameter, Place Place, string? Member);

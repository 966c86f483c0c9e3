using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Hops;

namespace MissionControl.Missions;

/// <summary>A mission as it will run: every hop resolved or routed, in the order in which ready hops start. Made once per run and recorded.</summary>
public sealed record MissionPlan(string MissionId, string Name, IReadOnlyList<PlannedHop> Hops)
{
    public IReadOnlyList<PlannedOutput> Outputs { get; init; } = [];

    public ApprovalSettings Approvals { get; init; } = new();

    public TimeSpan? Timeout { get; init; }

    /// <summary>Bodies up to this many bytes travel inside messages.</summary>
    public int InlineLimit { get; init; }
}

/// <summary>One hop of a plan.</summary>
/// <param name="Prerequisites">Hops that must have ended before this one starts: its <c>depends_on</c> and the producers of its inputs.</param>
/// <param name="Producers">Mission asset to the hop that produces it, for those of its inputs that are no mission inputs.</param>
public sealed record PlannedHop(
    HopDefinition Definition,
    IReadOnlyList<string> Prerequisites,
    IReadOnlyDictionary<string, string> Producers)
{
    public string Id => Definition.Id;

    /// <summary>How the resolver found its steps; null for a hop written by hand or routed to an agent.</summary>
    public string? Resolution { get; init; }
}

/// <summary>An output that the mission declared.</summary>
public sealed record PlannedOutput(string Id, AssetType Type);

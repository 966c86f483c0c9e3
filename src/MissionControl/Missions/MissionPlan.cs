using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Hops;
using MissionControl.Risk;

namespace MissionControl.Missions;

/// <summary>A mission as it will run: every hop resolved or routed, in the order in which ready hops start. Made once per run and recorded.</summary>
public sealed record MissionPlan(string MissionId, string Name, IReadOnlyList<PlannedHop> Hops)
{
    public IReadOnlyList<PlannedOutput> Outputs { get; init; } = [];

    /// <summary>The revision that plans are made with today.</summary>
    public const int CurrentRevision = 2;

    public ApprovalSettings Approvals { get; init; } = new();

    /// <summary>
    /// Which decisions hold for the run, whatever code goes on with it. From 1 on: a rejection stays one whatever else fails, and an approval that
    /// cannot be asked for fails its hop, which keeps its checkpoint. From 2 on: the run leaves telemetry. 0: plans from before all that.
    /// </summary>
    public int Revision { get; init; }

    public TimeSpan? Timeout { get; init; }

    /// <summary>When the run looks for risks; null in plans from before revision 2.</summary>
    public RiskWatch? Watch { get; init; }

    /// <summary>The mission assets that KPIs are read from; null: none.</summary>
    public IReadOnlyList<string>? KpiAssets { get; init; }

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

    /// <summary>What it is expected to cost; null: nobody knows.</summary>
    public decimal? EstimatedCostUsd { get; init; }
}

/// <summary>An output that the mission declared.</summary>
/// <param name="RequiresApproval">A person approves it once it exists, before the run completes.</param>
public sealed record PlannedOutput(string Id, AssetType Type, bool RequiresApproval = false);

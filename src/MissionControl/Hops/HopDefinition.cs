using System.Text.Json;
using System.Text.Json.Serialization;
using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Steps;

namespace MissionControl.Hops;

/// <summary>A coherent piece of a mission: its inputs from mission assets, its steps (none = unresolved), its exports to mission assets.</summary>
public sealed record HopDefinition(string Id)
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Local name to mission asset, in document order.</summary>
    public IReadOnlyList<InputBinding> Inputs { get; init; } = [];

    /// <summary>Local name to mission asset, in document order.</summary>
    public IReadOnlyList<OutputBinding> Outputs { get; init; } = [];

    public IReadOnlyList<StepDefinition> Steps { get; init; } = [];

    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>The agent that must do it. At most one of agent and capability is set.</summary>
    public string? Agent { get; init; }

    /// <summary>Any agent with this capability may do it.</summary>
    public string? Capability { get; init; }

    /// <summary>True when the agent is to be chosen from the row that the capability matrix has for this hop's id.</summary>
    public bool RoutedByTask { get; init; }

    public bool RequiresHumanApproval { get; init; }

    /// <summary>Who decides and how; null: as the mission says.</summary>
    public ApprovalPolicy? Approval { get; init; }

    public decimal? EstimatedDurationMinutes { get; init; }

    /// <summary>What the hop is expected to cost. Null: as its tools and its agent say.</summary>
    public decimal? EstimatedCostUsd { get; init; }

    /// <summary>The default for the hop's steps.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>From its approval to its end, over all steps and attempts. Null: no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    public FailureConsequence OnFailure { get; init; } = FailureConsequence.Fail;

    public FailureConsequence OnReject { get; init; } = FailureConsequence.Fail;

    /// <summary>Breaks ties between hops that are ready at the same time: smaller first. Default: the place in the document.</summary>
    public int Order { get; init; }

    /// <summary>True when somebody is responsible for the hop: an agent, a capability or a row of the matrix.</summary>
    public bool IsRouted => Agent is not null || Capability is not null || RoutedByTask;
}

/// <summary>A hop's local name for a mission asset.</summary>
/// <param name="Optional">When nobody produced the asset, the local is absent.</param>
/// <param name="Default">When nobody produced the asset, the local has this content.</param>
public sealed record InputBinding(
    string Local,
    string Asset,
    bool Optional = false,
    [property: JsonConverter(typeof(NullableElementConverter))] JsonElement? Default = null)
{
    /// <summary>In the place of a <see cref="Default"/> that is too large to travel: where it lies in the run's store. Plans have it, documents never.</summary>
    public AssetReference? DefaultAsset { get; init; }

    public bool MayBeMissing => Optional || Default is not null || DefaultAsset is not null;
}

public sealed record OutputBinding(string Local, string Asset);

/// <summary>What follows when a hop fails (<c>on_failure</c>) or a person rejects it (<c>on_reject</c>).</summary>
public enum FailureConsequence
{
    /// <summary>The run fails, or is rejected.</summary>
    Fail,

    /// <summary>The hop is skipped, and the hops that need its outputs.</summary>
    Skip,

    /// <summary>The next best agent that was never used for this hop in this run does it, in a new round; nobody left = fail.</summary>
    Reroute,
}

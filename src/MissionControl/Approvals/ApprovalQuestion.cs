using MissionControl.Agents;
using MissionControl.Assets;
using MissionControl.Hops;
using MissionControl.Steps;

namespace MissionControl.Approvals;

/// <summary>What an orchestration knows of the subject of its approval: from it an activity makes the evidence.</summary>
public sealed record ApprovalQuestion
{
    /// <summary>Assets that are shown.</summary>
    public const int MostAssets = 40;

    private const int MostNames = 50;

    /// <summary>The step itself, when one is asked about.</summary>
    public StepDefinition? Step { get; init; }

    /// <summary>What is shown as inputs, by the name people see; of a step the local assets that its parameters read.</summary>
    public IReadOnlyDictionary<string, AssetReference> Assets { get; init; } = new Dictionary<string, AssetReference>();

    /// <summary>The tools that will run.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>Names of the secrets that will be used.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>True when one of the steps may run at most once.</summary>
    public bool AtMostOnce { get; init; }

    /// <summary>Who does it, with the figures by which it was chosen.</summary>
    public RoutingCandidate? Agent { get; init; }

    /// <summary>What is known beside the cost of the tools and the agent.</summary>
    public decimal? EstimatedCostUsd { get; init; }

    public decimal? EstimatedMinutes { get; init; }

    public FailureConsequence OnReject { get; init; }

    /// <summary>What the steps are made of; so much of it that the message stays small.</summary>
    public static ApprovalQuestion Of(IReadOnlyList<StepDefinition> steps) => new()
    {
        Tools = [.. steps.Select(step => step.ToolName).Distinct(StringComparer.Ordinal).Take(MostNames)],
        Secrets = [.. steps.SelectMany(step => step.Parameters).Select(mapping => mapping.Secret).OfType<string>().Distinct(StringComparer.Ordinal).Take(MostNames)],
        AtMostOnce = steps.Any(step => step.AtMostOnce),
    };
}

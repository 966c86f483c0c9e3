using System.Text.Json.Serialization;
using MissionControl.Assets;

namespace MissionControl.Steps;

/// <summary>The input of one attempt of a step: mappings and references, no content but what travels inline.</summary>
/// <param name="Workspace">The local assets that the step reads or writes into.</param>
/// <param name="Timeout">How long this attempt may take, from the moment it begins; null: no limit. The time in which it waits for its turn does not count.</param>
public sealed record StepInput(
    string RunId,
    string MissionId,
    string HopId,
    int Round,
    StepDefinition Step,
    int Attempt,
    string? AgentId,
    IReadOnlyDictionary<string, AssetReference> Workspace,
    TimeSpan? Timeout,
    string? DataDirectory,
    DateTimeOffset RunStartedAt,
    int InlineLimit)
{
    /// <summary>From then on nobody waits for this attempt: it must not begin any more, nor run on. Null: never.</summary>
    public DateTimeOffset? GivenUpAt { get; init; }

    /// <summary>When the time of its hop or run is over: it runs no longer, however late it began. Null: never, or told by <see cref="GivenUpAt"/>.</summary>
    public DateTimeOffset? Deadline { get; init; }
}

/// <summary>How an attempt ended: a failed one is a result too.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "outcome")]
[JsonDerivedType(typeof(Completed), "completed")]
[JsonDerivedType(typeof(Failed), "failed")]
public abstract record StepOutcome
{
    private StepOutcome()
    {
    }

    /// <param name="Written">Local name to the new reference of every asset that the step wrote.</param>
    public sealed record Completed(IReadOnlyDictionary<string, AssetReference> Written, StepCost? Cost) : StepOutcome;

    public sealed record Failed(string ErrorType, string Message, bool Retryable) : StepOutcome;
}

/// <summary>Error types that the core itself gives a failed attempt; tools add their own.</summary>
public static class StepErrors
{
    public const string MissingPath = "missing_path";
    public const string MissingSecret = "missing_secret";
    public const string MissingTool = "missing_tool";
    public const string InvalidParameter = "invalid_parameter";
    public const string InvalidOutput = "invalid_output";
    public const string MissingOutput = "missing_output";
    public const string Timeout = "timeout";
    public const string OutcomeUnknown = "outcome_unknown";
}

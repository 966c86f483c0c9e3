using System.Text.Json;
using System.Text.Json.Serialization;
using MissionControl.Approvals;
using MissionControl.Assets;

namespace MissionControl.Steps;

/// <summary>One call of a tool, with where its parameters come from and where its outputs go.</summary>
public sealed record StepDefinition(string Id, string ToolName)
{
    public string? Description { get; init; }

    /// <summary>Parameter name (as the document writes it, aliases included) to its source, in document order.</summary>
    public IReadOnlyList<ParameterMapping> Parameters { get; init; } = [];

    /// <summary>Output name (as the document writes it, aliases included) to its place, in document order.</summary>
    public IReadOnlyList<ResultMapping> Results { get; init; } = [];

    /// <summary>Null: the hop's, else one attempt.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>Per attempt; never outlasts the hop's. Null: no limit of its own.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>True: after a crash in flight the attempt fails with outcome unknown instead of running again.</summary>
    public bool AtMostOnce { get; init; }

    public bool RequiresHumanApproval { get; init; }

    /// <summary>Who decides and how; null: as the hop and the mission say.</summary>
    public ApprovalPolicy? Approval { get; init; }

    /// <summary>Parameters that an approver may change.</summary>
    public IReadOnlyList<string> Editable { get; init; } = [];

    /// <summary>The step with these values in the place of what its parameters were mapped to.</summary>
    public StepDefinition With(IReadOnlyDictionary<string, JsonElement> values) => this with
    {
        Parameters =
        [
            .. Parameters.Where(mapping => !values.ContainsKey(mapping.Parameter)),
            .. values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => new ParameterMapping(value.Key) { Literal = value.Value }),
        ],
    };
}

/// <summary>
/// Where a parameter's value comes from: exactly one of a place in the hop's workspace, a literal, and a secret.
/// </summary>
public sealed record ParameterMapping(string Parameter)
{
    /// <summary>Local name of an asset in the hop's workspace.</summary>
    public string? StateAsset { get; init; }

    /// <summary>Place in the asset; null means <c>content</c>.</summary>
    public string? Path { get; init; }

    /// <summary>A missing asset or path leaves the parameter absent.</summary>
    public bool Optional { get; init; }

    /// <summary>Used when the asset or path is missing. An undefined element never stands here; a JSON null does.</summary>
    [JsonConverter(typeof(NullableElementConverter))]
    public JsonElement? Default { get; init; }

    /// <summary>The value itself.</summary>
    [JsonConverter(typeof(NullableElementConverter))]
    public JsonElement? Literal { get; init; }

    /// <summary>In the place of a <see cref="Literal"/> that is too large to travel: where it lies in the run's store. Plans have it, documents never.</summary>
    public AssetReference? LiteralAsset { get; init; }

    /// <summary>The same for <see cref="Default"/>.</summary>
    public AssetReference? DefaultAsset { get; init; }

    /// <summary>Name of a secret, resolved inside the activity.</summary>
    public string? Secret { get; init; }
}

/// <summary>Where an output goes: a place in the hop's workspace, or nowhere.</summary>
public sealed record ResultMapping(string Output)
{
    public string? StateAsset { get; init; }

    /// <summary>Place in the asset; null means <c>content</c>.</summary>
    public string? Path { get; init; }

    public bool Discard { get; init; }
}

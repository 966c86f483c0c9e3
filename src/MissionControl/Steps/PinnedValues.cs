using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Runtime;

namespace MissionControl.Steps;

/// <summary>Puts values of the document that lie in the store back into a step, so that whoever reads it finds them where the document has them.</summary>
internal static class PinnedValues
{
    /// <exception cref="AssetMissingException">The store holds nothing under a value's hash.</exception>
    public static async Task<StepDefinition> FillAsync(AssetStore store, string runId, StepDefinition step, CancellationToken cancellationToken)
    {
        if (!step.Parameters.Any(mapping => mapping.LiteralAsset is not null || mapping.DefaultAsset is not null))
        {
            return step;
        }

        var filled = new List<ParameterMapping>(step.Parameters.Count);
        foreach (var mapping in step.Parameters)
        {
            filled.Add(mapping with
            {
                Literal = mapping.Literal ?? await ReadAsync(store, runId, mapping.LiteralAsset, cancellationToken),
                Default = mapping.Default ?? await ReadAsync(store, runId, mapping.DefaultAsset, cancellationToken),
                LiteralAsset = null,
                DefaultAsset = null,
            });
        }

        return step with { Parameters = filled };
    }

    private static async Task<JsonElement?> ReadAsync(AssetStore store, string runId, AssetReference? reference, CancellationToken cancellationToken) =>
        reference is null ? null : JsonSerializer.SerializeToElement<JsonNode?>((await AssetBody.ReadAsync(store, runId, reference, cancellationToken))["content"], Wire.Options);
}

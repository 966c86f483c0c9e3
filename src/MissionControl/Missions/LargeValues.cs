using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Hops;
using MissionControl.Runtime;
using MissionControl.Steps;

namespace MissionControl.Missions;

/// <summary>
/// Takes the large literals and defaults of a plan into the store, so that plan, hop and step messages stay small whatever the document holds. The small
/// ones stay, the smallest first, as long as all of them together are small.
/// </summary>
internal sealed class LargeValues(AssetStore store, string runId)
{
    /// <summary>Characters that all values that stay may have together, in the whole plan.</summary>
    private const int Budget = 8 * 1024;

    /// <summary>A reference is no smaller.</summary>
    private const int AlwaysStays = 256;

    private readonly Dictionary<string, byte[]> _stored = new(StringComparer.Ordinal);
    private int _largest;

    public async Task<MissionPlan> TakeOutAsync(MissionPlan plan, CancellationToken cancellationToken)
    {
        _largest = LargestThatStays(plan);
        var changed = plan with { Hops = plan.Hops.Select(hop => hop with { Definition = TakeOut(hop.Definition) }).ToList() };
        foreach (var (sha256, body) in _stored)
        {
            await store.PutAsync(runId, sha256, body, cancellationToken);
        }

        return _stored.Count == 0 ? plan : changed;
    }

    private static int LargestThatStays(MissionPlan plan)
    {
        var sum = 0;
        foreach (var size in plan.Hops.SelectMany(hop => Values(hop.Definition)).Select(Size).Order())
        {
            sum += size;
            if (sum > Budget)
            {
                return Math.Max(AlwaysStays, size - 1);
            }
        }

        return int.MaxValue;
    }

    private static IEnumerable<JsonElement> Values(HopDefinition hop) => hop.Inputs.Select(input => input.Default)
        .Concat(hop.Steps.SelectMany(step => step.Parameters).SelectMany(mapping => new[] { mapping.Literal, mapping.Default }))
        .OfType<JsonElement>();

    private static int Size(JsonElement value) => value.GetRawText().Length;

    private HopDefinition TakeOut(HopDefinition hop) => hop with
    {
        Inputs = hop.Inputs.Select(input => Store(input.Local, input.Default) is { } stored ? input with { Default = null, DefaultAsset = stored } : input).ToList(),
        Steps = hop.Steps.Select(step => step with { Parameters = step.Parameters.Select(TakeOut).ToList() }).ToList(),
    };

    private ParameterMapping TakeOut(ParameterMapping mapping)
    {
        if (Store(mapping.Parameter, mapping.Literal) is { } literal)
        {
            mapping = mapping with { Literal = null, LiteralAsset = literal };
        }

        return Store(mapping.Parameter, mapping.Default) is { } value ? mapping with { Default = null, DefaultAsset = value } : mapping;
    }

    /// <summary>Null when the value stays, or there is none.</summary>
    private AssetReference? Store(string id, JsonElement? value)
    {
        if (value is not { } given || Size(given) <= _largest)
        {
            return null;
        }

        var (reference, body) = AssetBody.Refer(id, AssetType.Any, AssetBody.Create(given.Deserialize<JsonNode>(Wire.Options)), inlineLimit: 0);
        _stored[reference.Sha256] = body!;
        return reference;
    }
}

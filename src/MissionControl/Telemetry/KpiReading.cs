using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Telemetry;

/// <summary>Reads the KPIs of a run that lie in its assets.</summary>
internal static class KpiReading
{
    /// <returns>KPI name to value, for those whose place holds a number.</returns>
    public static async Task<IReadOnlyDictionary<string, decimal>> MappedAsync(
        AssetStore assets, string runId, IReadOnlyList<KpiDefinition> kpis, IReadOnlyDictionary<string, AssetReference> references, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var kpi in kpis)
        {
            if (kpi.StateAsset is { } asset && references.TryGetValue(asset, out var reference)
                && await ValueAsync(assets, runId, reference, kpi, cancellationToken) is { } value)
            {
                values[kpi.Name] = value;
            }
        }

        return values;
    }

    /// <summary>Null where the place holds no number, or the asset is lost: then the KPI has no data.</summary>
    private static async Task<decimal?> ValueAsync(AssetStore assets, string runId, AssetReference reference, KpiDefinition kpi, CancellationToken cancellationToken)
    {
        try
        {
            var body = await AssetBody.ReadAsync(assets, runId, reference, cancellationToken);
            return AssetPath.Parse(kpi.Path).Read(body) is AssetPathReading.Found { Value: JsonValue found } && found.TryGetValue<decimal>(out var number) ? number : null;
        }
        catch (AssetMissingException)
        {
            return null;
        }
    }
}

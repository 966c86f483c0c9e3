using System.Text.Json;
using MissionControl.Assets;

namespace MissionControl.Missions.Reading;

/// <summary>Reads the KPIs: as objects by name, and as figures under keys such as <c>target_onboarding_days</c>; both may speak of one KPI.</summary>
internal sealed class KpiReader
{
    private const int MaxKpis = 1000;

    private readonly List<string> _order = [];
    private readonly Dictionary<string, KpiDefinition> _kpis = new(StringComparer.Ordinal);
    private string? _primary;

    public static IReadOnlyList<KpiDefinition> Read(DocumentObject mission)
    {
        var reader = new KpiReader();
        foreach (var (name, node) in mission.Map("kpis", MaxKpis, "KPI to figures"))
        {
            if (node.Element.ValueKind == JsonValueKind.Object)
            {
                reader.ReadObject(name, node);
            }
            else
            {
                reader.ReadFigure(name, node);
            }
        }

        return reader._order.Select(name => reader._kpis[name]).ToList();
    }

    private void ReadObject(string name, DocumentNode node)
    {
        CheckName(name, node);
        var kpi = DocumentObject.Open(node, DocumentShape.Kpi)!;
        var before = Find(name);
        _kpis[name] = before with
        {
            StateAsset = kpi.Find("state_asset")?.Id(),
            Path = ReadPath(kpi),
            Target = Merge(before.Target, kpi.Find("target")),
            Baseline = Merge(before.Baseline, kpi.Find("baseline")),
            Max = Merge(before.Max, kpi.Find("max")),
            Min = Merge(before.Min, kpi.Find("min")),
            Threshold = Merge(before.Threshold, kpi.Find("threshold")),
            Direction = kpi.Find("direction")?.Word<KpiDirection>(),
            Primary = kpi.Find("primary")?.Flag() ?? false,
        };
        if (_kpis[name].Primary && _primary is not null)
        {
            node.Errors.Add(node.Place.Member("primary"), $"{PathText.Quote(_primary)} is primary already", "Mark one KPI.");
        }

        _primary = _kpis[name].Primary ? name : _primary;
    }

    private void ReadFigure(string key, DocumentNode node)
    {
        if (KpiKey.Parse(key) is not { } figure)
        {
            node.Errors.Add(
                node.Place,
                $"found {node.Shown()} under {PathText.Quote(key)}",
                "Give an object {\"target\": ..., \"baseline\": ...}, or a number under target_<kpi>, baseline_<kpi>, max_<kpi>, min_<kpi> or <kpi>_threshold.");
            return;
        }

        CheckName(figure.Kpi, node);
        var kpi = Find(figure.Kpi);
        _kpis[figure.Kpi] = figure.Set(kpi, Merge(figure.Of(kpi), node));
    }

    private KpiDefinition Find(string name)
    {
        if (!_kpis.TryGetValue(name, out var kpi))
        {
            kpi = new KpiDefinition(name);
            _kpis.Add(name, kpi);
            _order.Add(name);
        }

        return kpi;
    }

    private static decimal? Merge(decimal? before, DocumentNode? node)
    {
        if (node is { } given && before is not null)
        {
            given.Errors.Add(given.Place, "the same figure a second time", "Keep either the object's field or the key with the KPI's name.");
        }

        return node?.Number() ?? before;
    }

    private static string? ReadPath(DocumentObject kpi)
    {
        if (kpi.Find("path") is not { } node || node.Text(AssetPath.MaxLength) is not { } text)
        {
            return null;
        }

        if (!AssetPath.TryParse(text, out _, out var error))
        {
            kpi.Errors.Add(node.Place, "a path that cannot be read", error);
        }

        if (kpi.Find("state_asset") is null)
        {
            kpi.Errors.Add(node.Place, "path without state_asset", "Name the asset that it speaks of.");
        }

        return text;
    }

    private static void CheckName(string name, DocumentNode node)
    {
        if (!Identifier.IsValid(name))
        {
            node.Errors.Add(node.Place, $"{PathText.Quote(name)} is no name for a KPI", $"Use {Identifier.Rule}.");
        }
    }
}

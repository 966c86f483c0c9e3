using MissionControl.Approvals;

namespace MissionControl.Missions.Reading;

/// <summary>Reads the document's root. What is faulty is reported and stands in the definition as well as it can.</summary>
internal static class MissionReader
{
    public const int MaxHops = 10_000;
    public const int MaxAssets = 10_000;
    private const int MaxCriteria = 1000;

    /// <summary>Null when the root is no object.</summary>
    public static MissionDefinition? Read(DocumentNode root)
    {
        if (DocumentObject.Open(root, DocumentShape.Mission) is not { } mission)
        {
            return null;
        }

        var name = mission.Require("name")?.Name() ?? "";
        return new MissionDefinition(MissionId(mission, name), name)
        {
            SchemaVersion = SchemaVersion(mission),
            Description = mission.Find("description")?.Text(),
            Goal = mission.Find("goal")?.Text(),
            SuccessCriteria = mission.Texts("success_criteria", MaxCriteria),
            Inputs = mission.Objects("inputs", DocumentShape.Asset, MaxAssets).Select(AssetReader.ReadInput).ToList(),
            Outputs = mission.Objects("outputs", DocumentShape.Asset, MaxAssets).Select(AssetReader.ReadOutput).ToList(),
            Hops = Hops(mission),
            Kpis = KpiReader.Read(mission),
            Approvals = Approvals(mission),
            Owner = mission.Find("owner")?.Text(),
            Budget = ReadBudget(mission),
            Timeout = mission.Find("timeout")?.Span(),
            Metadata = FreeJson.Object(mission.Find("metadata")),
        };
    }

    private static string MissionId(DocumentObject mission, string name)
    {
        if (mission.Find("mission_id") is { } id)
        {
            return id.Id() ?? "";
        }

        var slug = Identifier.Slug(name);
        if (slug is null && !string.IsNullOrWhiteSpace(name))
        {
            mission.Errors.Add(
                mission.Place.Member("mission_id"), "missing, and the name has no letters or digits to make one of", $"Give mission_id: {Identifier.Rule}.");
        }

        return slug ?? "";
    }

    private static string SchemaVersion(DocumentObject mission)
    {
        const string Current = "1.0";
        if (mission.Find("schema_version") is not { } version || version.Text() is not { } text)
        {
            return Current;
        }

        if (text != Current)
        {
            mission.Errors.Add(version.Place, $"found {version.Shown()}", $"This version reads \"{Current}\".");
        }

        return text;
    }

    private static List<Hops.HopDefinition> Hops(DocumentObject mission)
    {
        var hops = mission.Require("hops") is null ? [] : mission.Objects("hops", DocumentShape.Hop, MaxHops);
        if (hops.Count == 0 && mission.Find("hops") is { Element.ValueKind: System.Text.Json.JsonValueKind.Array } empty && empty.Element.GetArrayLength() == 0)
        {
            mission.Errors.Add(empty.Place, "an empty list", "A mission has at least one hop.");
        }

        return hops.Select((hop, i) => hop is null ? HopReader.Placeholder(i) : HopReader.Read(hop, i)).ToList();
    }

    private static ApprovalSettings Approvals(DocumentObject mission)
    {
        var approvals = mission.Find("approvals") is { } node ? DocumentObject.Open(node, DocumentShape.Approvals) : null;
        return approvals is null ? new ApprovalSettings() : ApprovalReader.ReadSettings(approvals);
    }

    private static Budget? ReadBudget(DocumentObject mission) =>
        mission.Find("budget") is { } node && DocumentObject.Open(node, DocumentShape.Budget) is { } budget
            ? new Budget(budget.Find("usd")?.Number(0), budget.Find("duration_minutes")?.Number(0))
            : null;
}

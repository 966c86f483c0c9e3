using System.Text.Json.Nodes;
using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Hops;

namespace MissionControl.Missions;

/// <summary>A mission document that was read and found sound in itself: ids filled in and unique, the hop graph closed and free of cycles.</summary>
public sealed record MissionDefinition(string MissionId, string Name)
{
    public string SchemaVersion { get; init; } = "1.0";

    public string? Description { get; init; }

    public string? Goal { get; init; }

    public IReadOnlyList<string> SuccessCriteria { get; init; } = [];

    public IReadOnlyList<AssetDefinition> Inputs { get; init; } = [];

    public IReadOnlyList<AssetDefinition> Outputs { get; init; } = [];

    /// <summary>In the order of the document.</summary>
    public required IReadOnlyList<HopDefinition> Hops { get; init; }

    public IReadOnlyList<KpiDefinition> Kpis { get; init; } = [];

    public ApprovalSettings Approvals { get; init; } = new();

    public string? Owner { get; init; }

    public Budget? Budget { get; init; }

    /// <summary>Wall time of one execution; a retry starts it anew. Null: no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    public JsonObject? Metadata { get; init; }
}

/// <summary>What a run may spend: US dollars and minutes.</summary>
public sealed record Budget(decimal? Usd, decimal? DurationMinutes);

/// <summary>A KPI of a mission: where its value lies and what it is measured against. Units are those of the KPI's name.</summary>
public sealed record KpiDefinition(string Name)
{
    public string? StateAsset { get; init; }

    public string? Path { get; init; }

    public decimal? Target { get; init; }

    public decimal? Baseline { get; init; }

    public decimal? Max { get; init; }

    public decimal? Min { get; init; }

    public decimal? Threshold { get; init; }

    /// <summary><c>lower</c> or <c>higher</c> is better; null: derived from target and baseline.</summary>
    public KpiDirection? Direction { get; init; }

    public bool Primary { get; init; }
}

public enum KpiDirection
{
    Lower,
    Higher,
}

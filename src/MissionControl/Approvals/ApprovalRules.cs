namespace MissionControl.Approvals;

/// <summary>Approvals that the configuration asks for, whatever a mission says. A rule only ever adds.</summary>
public sealed record ApprovalRules
{
    public IReadOnlyList<ConfiguredApproval> Rules { get; init; } = [];
}

/// <summary>One rule of the configuration: exactly one of tool and cost is set.</summary>
public sealed record ConfiguredApproval
{
    /// <summary>Every step of this tool, whichever of its names the mission uses.</summary>
    public string? Tool { get; init; }

    /// <summary>Every hop whose estimated cost is higher, in US dollars.</summary>
    public decimal? CostOverUsd { get; init; }

    public ApprovalPolicy Policy { get; init; } = new();
}

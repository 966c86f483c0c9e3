using MissionControl.Agents;
using MissionControl.Approvals;
using MissionControl.Steps;

namespace MissionControl.Runtime;

/// <summary>Everything outside that the activities of a mission use. A host fills it once.</summary>
public sealed record MissionPorts
{
    public required ToolRegistry Tools { get; init; }

    public required AssetStore Assets { get; init; }

    public required DefinitionStore Definitions { get; init; }

    public required ApprovalStore Approvals { get; init; }

    public required ClaimStore Claims { get; init; }

    public required SecretStore Secrets { get; init; }

    public required ReferenceSource Reference { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Where runs leave their telemetry.</summary>
    public required TelemetryPorts Telemetry { get; init; }

    /// <summary>Who is in which group, when an approval is asked for.</summary>
    public People People { get; init; } = new();

    /// <summary>Approvals that are asked for whatever a mission says.</summary>
    public ApprovalRules ApprovalRules { get; init; } = new();

    public RoutingStrategy Routing { get; init; } = RoutingStrategy.Performance;
}

using MissionControl.Portfolio;

namespace MissionControl.Runtime;

/// <summary>Where runs leave their telemetry, and the numbers by which it is judged. A host fills it once.</summary>
public sealed record TelemetryPorts
{
    public required TelemetryStore Records { get; init; }

    public required RiskStore Risks { get; init; }

    public required PortfolioStore Portfolio { get; init; }

    public PortfolioSettings Settings { get; init; } = PortfolioSettings.Default;
}

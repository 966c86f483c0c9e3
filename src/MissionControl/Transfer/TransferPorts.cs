using MissionControl.Runtime;

namespace MissionControl.Transfer;

/// <summary>What an export reads and an import writes.</summary>
public sealed record TransferPorts(MissionStore Catalogue, TelemetryPorts Telemetry);

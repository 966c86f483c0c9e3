using Microsoft.Extensions.Logging;
using MissionControl.AzureStorage.Blobs;
using MissionControl.AzureStorage.Tables;
using MissionControl.Runtime;

namespace MissionControl.Functions.Hosting;

/// <summary>What the app is composed of.</summary>
public sealed record MissionAppParts
{
    public required ITableGateway Tables { get; init; }

    public required IBlobGateway Blobs { get; init; }

    /// <summary>Makes the tables and containers that are not there; called until it succeeds once.</summary>
    public required Func<CancellationToken, Task> PrepareAsync { get; init; }

    /// <summary>Names the hub for as long as it lives: signed links of another one are refused.</summary>
    public required string HubId { get; init; }

    public required AppSettings Settings { get; init; }

    public required SecretStore Secrets { get; init; }

    public required ReferenceSource Reference { get; init; }

    public required TimeProvider Clock { get; init; }

    public required ILogger Log { get; init; }

    /// <summary>Cancelled when the process begins to stop.</summary>
    public CancellationToken Stopping { get; init; }
}

using MissionControl.AzureStorage;
using MissionControl.AzureStorage.Runs;
using MissionControl.Portfolio;
using MissionControl.Runtime.History;
using MissionControl.Testing.Gateways;

namespace MissionControl.Http.Transfers;

/// <summary>What the handlers work with where it lies in tables and blobs.</summary>
internal static class TableHub
{
    public static MissionApi On(MissionApi api)
    {
        var stores = AzureStores.Open(new AzureStoresOptions
        {
            Tables = new MemoryTableGateway(),
            Blobs = new MemoryBlobGateway(),
            Clock = api.Clock,
            Instances = new NoInstances(),
            Histories = new NoHistories(),
            Trouble = error => throw new InvalidOperationException("Something was left to the sweep.", error),
        });
        var telemetry = stores.TelemetryPorts(PortfolioSettings.Default);
        return api with
        {
            Definitions = stores.Definitions,
            Catalogue = stores.Catalogue,
            Telemetry = telemetry,
            Portfolio = new HubPortfolio(telemetry, stores.Definitions, stores.Catalogue, api.Clock),
        };
    }

    private sealed class NoInstances : RunInstances
    {
        public override Task ScheduleAsync(string name, string input, string instanceId, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task RaiseEventAsync(string instanceId, string eventName, string? payload, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task TerminateAsync(string instanceId, string? reason, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task PurgeAsync(string instanceId, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class NoHistories : RunHistories
    {
        public override Task<IReadOnlyList<InstanceHistory>> ReadAsync(string runId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<InstanceHistory>>([]);
    }
}

using Microsoft.Extensions.Configuration;
using MissionControl.AzureStorage;
using MissionControl.AzureStorage.Blobs;
using MissionControl.AzureStorage.Tables;

namespace MissionControl.Functions.Storage;

/// <summary>The two gateways on the storage that the settings name.</summary>
/// <param name="PrepareAsync">Makes the tables and containers that are not there.</param>
public sealed record StorageGateways(ITableGateway Tables, IBlobGateway Blobs, string HubId, Func<CancellationToken, Task> PrepareAsync)
{
    public static StorageGateways Open(IConfiguration configuration)
    {
        var address = StorageAddress.Of(configuration);
        var (tables, blobs) = (AzureTableGateway.Open(address), AzureBlobGateway.Open(address));
        return new StorageGateways(tables, blobs, address.HubId(), async cancellationToken =>
        {
            await tables.PrepareAsync(StorageNames.Tables, cancellationToken);
            await blobs.PrepareAsync(StorageNames.Containers, cancellationToken);
        });
    }
}

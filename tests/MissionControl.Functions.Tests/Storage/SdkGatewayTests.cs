using MissionControl.AzureStorage.Azurite;
using MissionControl.AzureStorage.Blobs;
using MissionControl.AzureStorage.Tables;
using MissionControl.Functions.Storage;

namespace MissionControl.Functions.Tests.Storage;

[Collection(AzuriteGroup.Name)]
public sealed class AzureTableGatewayTests(AzuriteServer azurite) : TableGatewayConformance
{
    protected override async Task<ITableGateway> OpenAsync(string table)
    {
        var gateway = AzureTableGateway.Open(azurite.StorageAddress());
        await gateway.PrepareAsync([table], CancellationToken.None);
        return gateway;
    }
}

[Collection(AzuriteGroup.Name)]
public sealed class AzureBlobGatewayTests(AzuriteServer azurite) : BlobGatewayConformance
{
    protected override async Task<IBlobGateway> OpenAsync(string container)
    {
        var gateway = AzureBlobGateway.Open(azurite.StorageAddress());
        await gateway.PrepareAsync([container], CancellationToken.None);
        return gateway;
    }
}

internal static class AzuriteAddress
{
    public static StorageAddress StorageAddress(this AzuriteServer azurite) => new()
    {
        ConnectionString = $"DefaultEndpointsProtocol=http;AccountName={AzuriteServer.Account};AccountKey={Convert.ToBase64String(azurite.AccountKey)};"
            + $"TableEndpoint={azurite.TableAddress.AbsoluteUri.TrimEnd('/')};BlobEndpoint={azurite.BlobAddress.AbsoluteUri.TrimEnd('/')};",
    };
}

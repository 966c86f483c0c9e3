using MissionControl.AzureStorage.Azurite;
using MissionControl.AzureStorage.Blobs;

namespace MissionControl.AzureStorage.Rest;

[Collection(AzuriteGroup.Name)]
public sealed class RestBlobGatewayTests(AzuriteServer azurite) : BlobGatewayConformance
{
    protected override Task<IBlobGateway> OpenAsync(string container) => Task.FromResult<IBlobGateway>(azurite.Blobs());
}

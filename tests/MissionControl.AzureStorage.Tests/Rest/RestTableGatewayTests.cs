using MissionControl.AzureStorage.Azurite;
using MissionControl.AzureStorage.Tables;

namespace MissionControl.AzureStorage.Rest;

[Collection(AzuriteGroup.Name)]
public sealed class RestTableGatewayTests(AzuriteServer azurite) : TableGatewayConformance
{
    protected override Task<ITableGateway> OpenAsync(string table) => Task.FromResult<ITableGateway>(azurite.Tables());
}

using MissionControl.AzureStorage.Rest;

namespace MissionControl.AzureStorage.Azurite;

internal static class AzuriteGateways
{
    public static RestTableGateway Tables(this AzuriteServer azurite) =>
        new(azurite.Client, azurite.TableAddress, new SharedKey(AzuriteServer.Account, azurite.AccountKey));

    public static RestBlobGateway Blobs(this AzuriteServer azurite) =>
        new(azurite.Client, azurite.BlobAddress, new SharedKey(AzuriteServer.Account, azurite.AccountKey));
}

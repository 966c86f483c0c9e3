using MissionControl.AzureStorage.Blobs;
using MissionControl.AzureStorage.Payloads;
using MissionControl.AzureStorage.Tables;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage.Assets;

internal sealed class AzureAssetStore(IBlobGateway blobs) : AssetStore
{
    public override Task PutAsync(string runId, string sha256, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        blobs.InsertAsync(StorageNames.Assets, Name(runId, sha256), body, cancellationToken);

    public override Task<byte[]?> GetAsync(string runId, string sha256, CancellationToken cancellationToken) =>
        blobs.GetAsync(StorageNames.Assets, Name(runId, sha256), cancellationToken);

    private static string Name(string runId, string sha256) => PayloadColumns.OfRun(runId) + KeyText.Of(sha256);
}

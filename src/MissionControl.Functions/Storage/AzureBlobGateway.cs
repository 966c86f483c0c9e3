using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using MissionControl.AzureStorage.Blobs;

namespace MissionControl.Functions.Storage;

/// <summary>Forwards to the Azure SDK: its exceptions for failed conditions become answers, everything else comes through after its own retries.</summary>
internal sealed class AzureBlobGateway(BlobServiceClient service) : IBlobGateway
{
    public static AzureBlobGateway Open(StorageAddress address) => new(
        address is { Blobs: { } uri, Credential: { } credential } ? new BlobServiceClient(uri, credential) : new BlobServiceClient(address.ConnectionString));

    public async Task PrepareAsync(IEnumerable<string> containers, CancellationToken cancellationToken)
    {
        foreach (var container in containers)
        {
            await service.GetBlobContainerClient(container).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
    }

    public async Task<byte[]?> GetAsync(string container, string name, CancellationToken cancellationToken)
    {
        try
        {
            var found = await Blob(container, name).DownloadContentAsync(cancellationToken);
            return found.Value.Content.ToArray();
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    public async Task<bool> InsertAsync(string container, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var onlyNew = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
        try
        {
            await Blob(container, name).UploadAsync(BinaryData.FromBytes(content), onlyNew, cancellationToken);
            return true;
        }
        catch (RequestFailedException taken) when (taken.Status is 409 or 412)
        {
            return false;
        }
    }

    public Task PutAsync(string container, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Blob(container, name).UploadAsync(BinaryData.FromBytes(content), overwrite: true, cancellationToken);

    public async Task<bool> DeleteAsync(string container, string name, CancellationToken cancellationToken) =>
        await Blob(container, name).DeleteIfExistsAsync(DeleteSnapshotsOption.None, null, cancellationToken);

    public async Task<BlobPage> ListAsync(string container, string prefix, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var pages = service.GetBlobContainerClient(container).GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken).AsPages(continuation, limit);
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            return new BlobPage([.. page.Values.Select(blob => blob.Name)], page.ContinuationToken is { Length: > 0 } next ? next : null);
        }

        return new BlobPage([], null);
    }

    private BlobClient Blob(string container, string name) => service.GetBlobContainerClient(container).GetBlobClient(name);
}

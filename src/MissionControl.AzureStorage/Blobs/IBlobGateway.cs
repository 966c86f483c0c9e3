namespace MissionControl.AzureStorage.Blobs;

/// <summary>The operations of a blob service that our stores use. Names are paths with <c>/</c>. A call that returned is durable.</summary>
public interface IBlobGateway
{
    /// <summary>The content, or null when there is no blob of that name.</summary>
    Task<byte[]?> GetAsync(string container, string name, CancellationToken cancellationToken);

    /// <summary>Writes the blob whole unless there is one of that name.</summary>
    /// <returns>False, and nothing changed, when there was one.</returns>
    Task<bool> InsertAsync(string container, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Writes the blob whole, whatever was there.</summary>
    Task PutAsync(string container, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>False when there was none.</summary>
    Task<bool> DeleteAsync(string container, string name, CancellationToken cancellationToken);

    /// <summary>Names that begin with the text, in ordinal order, at most <paramref name="limit"/> (1 to 5,000) of them.</summary>
    Task<BlobPage> ListAsync(string container, string prefix, int limit, string? continuation, CancellationToken cancellationToken);
}

/// <param name="Continuation">Where the next page begins; null when this is the last one.</param>
public sealed record BlobPage(IReadOnlyList<string> Names, string? Continuation);

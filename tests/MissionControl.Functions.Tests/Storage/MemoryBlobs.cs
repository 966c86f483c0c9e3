using System.Collections.Concurrent;
using MissionControl.AzureStorage.Blobs;

namespace MissionControl.Functions.Tests.Storage;

/// <summary>A blob service in memory, for tests of what stands above it.</summary>
internal sealed class MemoryBlobs : IBlobGateway
{
    private readonly ConcurrentDictionary<(string Container, string Name), byte[]> _blobs = [];

    public Task<byte[]?> GetAsync(string container, string name, CancellationToken cancellationToken) => Task.FromResult(_blobs.GetValueOrDefault((container, name)));

    public Task<bool> InsertAsync(string container, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Task.FromResult(_blobs.TryAdd((container, name), content.ToArray()));

    public Task PutAsync(string container, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        _blobs[(container, name)] = content.ToArray();
        return Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(string container, string name, CancellationToken cancellationToken) => Task.FromResult(_blobs.TryRemove((container, name), out _));

    public Task<BlobPage> ListAsync(string container, string prefix, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var found = _blobs.Keys.Where(key => key.Container == container && key.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(key => key.Name)
            .Where(name => string.CompareOrdinal(name, continuation ?? "") >= 0)
            .Order(StringComparer.Ordinal)
            .Take(limit + 1)
            .ToList();
        return Task.FromResult(new BlobPage(found[..Math.Min(limit, found.Count)], found.Count > limit ? found[limit] : null));
    }
}

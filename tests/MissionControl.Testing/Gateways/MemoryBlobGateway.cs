using System.Collections.Concurrent;
using MissionControl.AzureStorage.Blobs;

namespace MissionControl.Testing.Gateways;

/// <summary>A blob service in memory.</summary>
public sealed class MemoryBlobGateway : IBlobGateway
{
    private readonly ConcurrentDictionary<(string Container, string Name), byte[]> _blobs = [];

    /// <summary>Everything there is, as paths.</summary>
    public IEnumerable<string> Names => _blobs.Keys.Select(key => $"{key.Container}/{key.Name}").Order(StringComparer.Ordinal);

    public Task<byte[]?> GetAsync(string container, string name, CancellationToken cancellationToken) =>
        Task.FromResult(_blobs.GetValueOrDefault((container, name))?.ToArray());

    public Task<bool> InsertAsync(string container, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Task.FromResult(_blobs.TryAdd((container, name), content.ToArray()));

    public Task PutAsync(string container, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        _blobs[(container, name)] = content.ToArray();
        return Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(string container, string name, CancellationToken cancellationToken) =>
        Task.FromResult(_blobs.TryRemove((container, name), out _));

    public Task<BlobPage> ListAsync(string container, string prefix, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var found = _blobs.Keys
            .Where(key => key.Container == container && key.Name.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(key.Name, continuation) >= 0)
            .Select(key => key.Name)
            .Order(StringComparer.Ordinal)
            .Take(limit + 1)
            .ToList();
        return Task.FromResult(new BlobPage([.. found.Take(limit)], found.Count > limit ? found[limit] : null));
    }
}

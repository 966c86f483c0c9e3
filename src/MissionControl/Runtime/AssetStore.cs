namespace MissionControl.Runtime;

/// <summary>
/// Bodies of assets, by run and SHA-256 (<c>runs/{run_id}/{sha256}</c>): written once, deleted with the run.
/// A put that returned is on disk.
/// </summary>
public abstract class AssetStore
{
    /// <summary>Stores the bytes under their hash; a second put of the same is free of effect.</summary>
    public abstract Task PutAsync(string runId, string sha256, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);

    /// <summary>The bytes, or null when this run stored none under that hash.</summary>
    public abstract Task<byte[]?> GetAsync(string runId, string sha256, CancellationToken cancellationToken);
}

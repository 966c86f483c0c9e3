namespace MissionControl.Runtime;

/// <summary>Mission documents by SHA-256 of their bytes: what a run started with stays readable whatever is edited later.</summary>
public abstract class DefinitionStore
{
    /// <summary>The document's bytes, or null when the hub holds none under that hash.</summary>
    public abstract Task<byte[]?> GetAsync(string sha256, CancellationToken cancellationToken);
}

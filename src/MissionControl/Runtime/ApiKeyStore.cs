using MissionControl.Access;

namespace MissionControl.Runtime;

/// <summary>The API keys that a server knows, and the requests it refused. A write that returned is on disk.</summary>
public abstract class ApiKeyStore
{
    public abstract Task AddAsync(ApiKey key, CancellationToken cancellationToken);

    public abstract Task<ApiKey?> FindAsync(string keyId, CancellationToken cancellationToken);

    /// <summary>All of them, revoked ones too, oldest first.</summary>
    public abstract Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The key opens nothing from now on; null when there is none. A second call changes nothing.</summary>
    public abstract Task<ApiKey?> RevokeAsync(string keyId, string by, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Appends a refusal; the same one within a minute is counted. The oldest of more than <see cref="MostRefusals"/> go.</summary>
    public abstract Task RefusedAsync(AccessRefusal refusal, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    public abstract Task<IReadOnlyList<AccessRefusal>> ListRefusalsAsync(int limit, CancellationToken cancellationToken);

    public const int MostRefusals = 10_000;
}

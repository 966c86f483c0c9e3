using MissionControl.Access;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Stores;

internal sealed class EmbeddedApiKeyStore(HubWriter hub) : ApiKeyStore
{
    public override Task AddAsync(ApiKey key, CancellationToken cancellationToken) => hub.WriteAsync(
        tables =>
        {
            tables.Keys.Save(key);
            return true;
        },
        cancellationToken);

    public override Task<ApiKey?> FindAsync(string keyId, CancellationToken cancellationToken) => Task.FromResult(hub.Read(tables => tables.Keys.Find(keyId)));

    public override Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken) => Task.FromResult(hub.Read(tables => tables.Keys.List()));

    public override Task<ApiKey?> RevokeAsync(string keyId, string by, DateTimeOffset at, CancellationToken cancellationToken) =>
        hub.WriteAsync(tables => tables.Keys.Revoke(keyId, by, at), cancellationToken);

    public override Task RefusedAsync(AccessRefusal refusal, CancellationToken cancellationToken) => hub.WriteAsync(
        tables =>
        {
            tables.Keys.Refused(refusal);
            return true;
        },
        cancellationToken);

    public override Task<IReadOnlyList<AccessRefusal>> ListRefusalsAsync(int limit, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Keys.Refusals(limit)));
}

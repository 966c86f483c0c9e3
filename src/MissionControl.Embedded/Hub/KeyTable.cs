using MissionControl.Access;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Hub;

/// <summary>API keys and refused requests.</summary>
internal abstract class KeyTable
{
    public abstract ApiKey? Find(string keyId);

    public abstract IReadOnlyList<ApiKey> List();

    public abstract void Save(ApiKey key);

    /// <summary>Counts the same refusal of the same minute; drops the oldest beyond <see cref="ApiKeyStore.MostRefusals"/>.</summary>
    public abstract void Refused(AccessRefusal refusal);

    public abstract IReadOnlyList<AccessRefusal> Refusals(int limit);

    public ApiKey? Revoke(string keyId, string by, DateTimeOffset at)
    {
        if (Find(keyId) is not { RevokedAt: null } key)
        {
            return Find(keyId);
        }

        var revoked = key with { RevokedAt = at, RevokedBy = by };
        Save(revoked);
        return revoked;
    }

    protected static bool IsSame(AccessRefusal one, AccessRefusal other) =>
        Minute(one) == Minute(other) && one.Kind == other.Kind && one.KeyId == other.KeyId && one.Address == other.Address;

    protected static long Minute(AccessRefusal refusal) => refusal.At.UtcTicks / TimeSpan.TicksPerMinute;
}

using MissionControl.Access;

namespace MissionControl.Http.Access;

/// <summary>Who makes a request, as far as it was proven.</summary>
/// <param name="Name">What histories and records call them: the person, or the name of the key.</param>
public sealed record Caller(string Name, IReadOnlyCollection<Role> Roles)
{
    /// <summary>Whose votes the caller may cast; null: none.</summary>
    public string? Person { get; init; }

    /// <summary>The key's id, for the scope of idempotency keys and for audits.</summary>
    public string KeyId { get; init; } = "";

    /// <summary>How its votes came in.</summary>
    public string Channel { get; init; } = "api";

    /// <summary>True for whoever may read the hub's own files anyway: the command line of the same user on the same machine may act in other names.</summary>
    public bool IsLocal { get; init; }

    public bool May(Role needed) => Roles.Allow(needed);
}

/// <summary>What a request proved.</summary>
/// <param name="Caller">Null: nothing.</param>
/// <param name="Refusal">Why not: a code for the audit, for example <c>key_revoked</c>.</param>
/// <param name="KeyId">The key that was named.</param>
public sealed record Identification(Caller? Caller, string? Refusal = null, string? KeyId = null);

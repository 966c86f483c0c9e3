namespace MissionControl.Access;

/// <summary>What is kept of an API key: enough to know it again, nothing from which it could be made.</summary>
/// <param name="KeyId">The part of the key that is no secret.</param>
/// <param name="Salt">16 random bytes, in lower-case hex.</param>
/// <param name="SecretHash">SHA-256 of salt and secret, in lower-case hex. The secret has 256 random bits, so that no slow hash is needed.</param>
public sealed record ApiKey(string KeyId, string Name, IReadOnlyList<Role> Roles, string Salt, string SecretHash, DateTimeOffset CreatedAt)
{
    /// <summary>Whose votes it casts; set on every key with the role <c>approver</c>.</summary>
    public string? Person { get; init; }

    public string? CreatedBy { get; init; }

    /// <summary>From then on it opens nothing.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    public string? RevokedBy { get; init; }
}

/// <summary>Requests that were refused: one row for the same refusal within a minute.</summary>
/// <param name="Kind">Why, as a problem's code: <c>unauthorized</c>, <c>key_revoked</c>, <c>forbidden</c>, <c>too_many_failures</c>.</param>
/// <param name="KeyId">The key id that was given, when it looks like one.</param>
/// <param name="Address">Where the request came from.</param>
public sealed record AccessRefusal(DateTimeOffset At, string Kind, string? KeyId, string? Address, string Method, string Path)
{
    public int Count { get; init; } = 1;
}

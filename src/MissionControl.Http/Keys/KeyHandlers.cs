using Microsoft.AspNetCore.Http;
using MissionControl.Access;
using MissionControl.Http.Access;
using MissionControl.Http.Answers;
using MissionControl.Http.Bodies;
using MissionControl.Http.Paging;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;
using MissionControl.Runtime;

namespace MissionControl.Http.Keys;

/// <summary>API keys while a server runs. A secret is shown once, in the answer that makes it.</summary>
internal static class KeyHandlers
{
    public static async Task<IResult> ListAsync(ApiCall call)
    {
        _ = new QueryParameters(call.Http.Request);
        return JsonAnswer.Tagged(new KeyList([.. (await Store(call).ListAsync(call.Aborted)).Select(KeyAnswer.Of)]));
    }

    public static async Task<IResult> CreateAsync(ApiCall call)
    {
        var body = await JsonBody.ReadAsync<KeyBody>(call);
        var secret = ApiKeySecret.Create();
        ApiKey key;
        try
        {
            key = secret.Describe(body.Name, body.Roles, body.Person, call.Api.Clock.GetUtcNow(), Names.Of(call, body.By));
        }
        catch (ArgumentException wrong)
        {
            throw ProblemList.InvalidBody(new ProblemError("", wrong.Message)).ToException();
        }

        await Store(call).AddAsync(key, CancellationToken.None);
        return JsonAnswer.Of(KeyAnswer.Of(key) with { Key = secret.Reveal() }, StatusCodes.Status201Created);
    }

    public static async Task<IResult> RevokeAsync(ApiCall call)
    {
        var keyId = call.Id("key_id");
        return await Store(call).RevokeAsync(keyId, call.Caller.Name, call.Api.Clock.GetUtcNow(), CancellationToken.None) is { } key
            ? JsonAnswer.Of(KeyAnswer.Of(key))
            : throw ProblemList.NotFound("key_not_found", $"There is no key '{keyId}'.").ToException();
    }

    public static async Task<IResult> RefusalsAsync(ApiCall call)
    {
        var limit = new QueryParameters(call.Http.Request, "limit").Number("limit", 100, 1000);
        return JsonAnswer.Of(new RefusalList(await Store(call).ListRefusalsAsync(limit, call.Aborted)));
    }

    private static ApiKeyStore Store(ApiCall call) =>
        call.Api.Keys ?? throw ProblemList.NotOnThisRuntime("Here the platform knows the callers; it has its own keys.").ToException();
}

/// <summary>The body that makes a key.</summary>
public sealed record KeyBody
{
    public required string Name { get; init; }

    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>Whose votes it casts; needed with the role <c>approver</c>.</summary>
    public string? Person { get; init; }

    /// <summary>In whose name; only for the command line of the server's own user.</summary>
    public string? By { get; init; }
}

/// <summary>A key without its secret.</summary>
public sealed record KeyAnswer(string KeyId, string Name, IReadOnlyList<Role> Roles, DateTimeOffset CreatedAt)
{
    public string? Person { get; init; }

    public string? CreatedBy { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public string? RevokedBy { get; init; }

    /// <summary>The whole key, once: in the answer that made it.</summary>
    public string? Key { get; init; }

    public static KeyAnswer Of(ApiKey key) => new(key.KeyId, key.Name, key.Roles, key.CreatedAt)
    {
        Person = key.Person,
        CreatedBy = key.CreatedBy,
        RevokedAt = key.RevokedAt,
        RevokedBy = key.RevokedBy,
    };
}

public sealed record KeyList(IReadOnlyList<KeyAnswer> Keys);

/// <param name="Refusals">Newest first.</param>
public sealed record RefusalList(IReadOnlyList<AccessRefusal> Refusals);

using System.Text;
using Microsoft.AspNetCore.Http;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;
using MissionControl.Missions;

namespace MissionControl.Http.Runs;

/// <summary>What a client calls its request in the header <c>Idempotency-Key</c>: the same again is the same request.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    private const int MaxLength = 200;

    /// <exception cref="ProblemException">400: it is none.</exception>
    public static string? Read(HttpRequest request)
    {
        var given = request.Headers[Header];
        return given.Count == 0 ? null
            : given is [{ Length: > 0 and <= MaxLength } key] && key.All(c => c is > ' ' and < '\u007f') ? key
            : throw ProblemList.InvalidQuery($"{Header}: give 1 to {MaxLength} visible ASCII characters, once.").ToException();
    }

    /// <summary>A key belongs to the caller that made it: nobody meets the runs of others by it.</summary>
    public static StartKey? Of(ApiCall call, ReadOnlySpan<byte> body) => Read(call.Http.Request) is not { } key ? null : new StartKey(
        Wire.Sha256(Encoding.UTF8.GetBytes($"{call.Caller.KeyId}\n{key}")),
        Wire.Sha256([.. Encoding.UTF8.GetBytes($"{call.Http.Request.Path.Value}{call.Http.Request.QueryString.Value}\n"), .. body]));
}

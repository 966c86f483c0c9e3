using Microsoft.AspNetCore.Http;
using MissionControl.Http.Problems;

namespace MissionControl.Http.Missions;

/// <summary>What must be there for a write to take place.</summary>
internal static class Precondition
{
    private const int HashLength = 64;

    /// <returns>The hash in <c>If-Match</c>; empty for <c>If-None-Match: *</c>; null when nothing is said.</returns>
    /// <exception cref="ProblemException">400: it is neither.</exception>
    public static string? Read(HttpRequest request)
    {
        var match = request.Headers.IfMatch;
        var none = request.Headers.IfNoneMatch;
        return (match.Count, none.Count) switch
        {
            (0, 0) => null,
            (1, 0) when match[0]!.Trim().Trim('"') is { Length: HashLength } hash && hash.All(char.IsAsciiHexDigitLower) => hash,
            (0, 1) when none[0] == "*" => "",
            _ => throw ProblemList.InvalidQuery("If-Match: give the ETag of the version that is to be replaced, or 'If-None-Match: *' for the first one.").ToException(),
        };
    }
}

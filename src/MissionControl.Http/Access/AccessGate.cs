using Microsoft.AspNetCore.Http;
using MissionControl.Access;
using MissionControl.Http.Problems;

namespace MissionControl.Http.Access;

/// <summary>Lets a request in when its caller is known and has the role; every refusal is audited, and many from one address are slowed down.</summary>
internal static class AccessGate
{
    /// <exception cref="ProblemException">401, 403 or 429.</exception>
    public static async Task<Caller> AdmitAsync(MissionApi api, HttpContext http, Role needed)
    {
        var found = await api.Callers.IdentifyAsync(http);
        if (found.Caller is not { } caller)
        {
            throw await RefuseAsync(api, http, found);
        }

        if (!caller.May(needed))
        {
            await api.Callers.RefusedAsync(http, "forbidden", caller.KeyId);
            throw ProblemList.Forbidden($"It takes the role {Wire.Word(needed)}; this key has {string.Join(", ", caller.Roles.Select(role => Wire.Word(role)))}.").ToException();
        }

        return caller;
    }

    private static async Task<ProblemException> RefuseAsync(MissionApi api, HttpContext http, Identification found)
    {
        var failures = api.Failures.Count(http.Connection.RemoteIpAddress, api.Clock);
        if (failures > FailureLimit.PerMinute)
        {
            if (failures == FailureLimit.PerMinute + 1)
            {
                await api.Callers.RefusedAsync(http, "too_many_failures", null);
            }

            return ProblemList.TooManyRequests("too_many_failures", "Too many requests without a valid key came from this address.", 60).ToException();
        }

        await api.Callers.RefusedAsync(http, found.Refusal ?? "unauthorized", found.KeyId);
        http.Response.Headers.WWWAuthenticate = "Bearer realm=\"mission-control\"";
        return ProblemList.Unauthorized("Send 'Authorization: Bearer KEY'. 'mission keys create' makes a key; a revoked one opens nothing.").ToException();
    }
}

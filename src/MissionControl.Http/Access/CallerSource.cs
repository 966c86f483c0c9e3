using Microsoft.AspNetCore.Http;

namespace MissionControl.Http.Access;

/// <summary>Tells who makes a request: API keys here, the platform's own means elsewhere. It trusts nothing that a client can write unproven.</summary>
public abstract class CallerSource
{
    public abstract Task<Identification> IdentifyAsync(HttpContext http);

    /// <summary>The request was refused; for the audit.</summary>
    public abstract Task RefusedAsync(HttpContext http, string kind, string? keyId);
}

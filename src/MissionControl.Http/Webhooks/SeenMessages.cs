using System.Text;
using MissionControl.Http.Routing;
using MissionControl.Runtime;

namespace MissionControl.Http.Webhooks;

/// <summary>Takes every message of a sender once. It is remembered after its vote, which the record counts once anyway: a crash in between loses nothing.</summary>
internal sealed class SeenMessages(SeenKeyStore keys, string scope)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>Longer than a message can be fresh, on both sides of our clock.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    public Task<bool> HasAsync(string id, CancellationToken cancellationToken) => keys.ContainsAsync(scope, KeyOf(id), cancellationToken);

    /// <summary>False when another copy of the message was faster.</summary>
    public Task<bool> AddAsync(ApiCall call, string id, TimeSpan remembered) =>
        keys.TryAddAsync(scope, KeyOf(id), call.Api.Clock.GetUtcNow() + remembered, CancellationToken.None);

    public static bool IsFresh(DateTimeOffset at, DateTimeOffset now) => at >= now - Window && at <= now + Window;

    private static string KeyOf(string id) => Wire.Sha256(Encoding.UTF8.GetBytes(id));
}

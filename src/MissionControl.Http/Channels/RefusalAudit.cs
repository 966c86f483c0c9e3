using Microsoft.Extensions.Logging;
using MissionControl.Approvals;
using MissionControl.Http.Access;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;

namespace MissionControl.Http.Channels;

/// <summary>
/// Writes what was refused to the audit list of the approval that it names, and to the log. What comes unproven is only looked up, never repeated:
/// neither place holds a word of it.
/// </summary>
internal static partial class RefusalAudit
{
    public const string Nobody = "channel";

    private const int MostId = 400;

    /// <param name="approvalId">As the refused message names it; null: it names none.</param>
    /// <param name="by">A person only where that is proven.</param>
    /// <param name="fault">Our words.</param>
    /// <exception cref="ProblemException">429: too many came from that address. They are not audited one by one.</exception>
    public static async Task WriteAsync(ApiCall call, string? approvalId, string channel, string by, string fault)
    {
        var failures = call.Api.Failures.Count(call.Http.Connection.RemoteIpAddress, call.Api.Clock);
        if (failures > FailureLimit.PerMinute)
        {
            throw ProblemList.TooManyRequests("too_many_failures", "Too many requests that were refused came from this address.", 60).ToException();
        }

        Log(call.Api.Log, channel, fault);
        if (approvalId is { Length: > 0 and <= MostId } && approvalId.Split('~').All(Identifier.IsValid))
        {
            var entry = new ApprovalAuditEntry(call.Api.Clock.GetUtcNow(), ApprovalAuditKind.Refused, by, channel, fault);
            await call.Api.Approvals.AuditAsync(approvalId, entry, CancellationToken.None);
        }
    }

    [LoggerMessage(101, LogLevel.Warning, "Refused by channel {Channel}: {Fault}.")]
    private static partial void Log(ILogger log, string channel, string fault);
}

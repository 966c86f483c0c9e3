using MissionControl.Risk;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Approvals;

/// <summary>Tells when people have not decided for so long that it is a risk, before they decide; and that they did.</summary>
/// <param name="over">Cancelled when nobody is asked any more.</param>
internal sealed class LatenessWatch(OrchestrationContext context, ApprovalInput input, DateTimeOffset requestedAt, CancellationToken over)
{
    private Task _telling = Task.CompletedTask;

    private IReadOnlyList<decimal> Minutes => input.LateMinutes ?? [];

    public void Begin() => _ = WatchAsync();

    /// <param name="end">When it was decided, or nobody was asked any more.</param>
    public async Task EndAsync(DateTimeOffset end)
    {
        await _telling;
        if (Minutes.Count > 0 && Delay(end) is var delay && delay >= Minutes[0])
        {
            await TellAsync(new PersonDecided(input.RunId, input.MissionId, input.Subject.HopId, delay, end));
        }
    }

    private async Task WatchAsync()
    {
        var told = -1m;
        foreach (var minutes in Minutes.Where(minutes => minutes > told))
        {
            try
            {
                await context.CreateTimer(requestedAt + TimeSpan.FromTicks((long)(minutes * TimeSpan.TicksPerMinute)), over);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            // A process that was down, or a run that was suspended, may be past several of them; the clock of a platform may lag behind its timers.
            var now = context.CurrentUtcDateTime;
            told = Math.Max(minutes, Delay(now));
            await (_telling = TellAsync(new PersonIsLate(input.RunId, input.MissionId, input.Subject.HopId, told, now)));
            if (over.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private Task<bool> TellAsync(RiskFact fact) => TelemetryCall.TellAsync(context, new TelemetryNotice(input.RunId, input.MissionId) { Facts = [fact] });

    private decimal Delay(DateTimeOffset at) => (at - requestedAt).Ticks / (decimal)TimeSpan.TicksPerMinute;
}

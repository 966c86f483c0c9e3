using MissionControl.Risk;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Hops;

/// <summary>Tells when a round has been at work for so long that it may overrun; while a person is asked its time stands still.</summary>
internal sealed class OverrunWatch(OrchestrationContext context, HopInput input, RoundClock clock) : IDisposable
{
    private CancellationTokenSource? _going;
    private Task _telling = Task.CompletedTask;
    private int _told;

    private IReadOnlyList<decimal> Minutes => input.OverrunMinutes ?? [];

    public void Go()
    {
        if (_going is null && _told < Minutes.Count)
        {
            _going = new CancellationTokenSource();
            _ = WatchAsync(_going.Token);
        }
    }

    public void Pause()
    {
        _going?.Cancel();
        _going?.Dispose();
        _going = null;
    }

    /// <summary>What is being told is told before the round ends, so that the end of the run comes after it.</summary>
    public Task EndAsync()
    {
        Pause();
        return _telling;
    }

    public void Dispose() => Pause();

    private async Task WatchAsync(CancellationToken paused)
    {
        while (_told < Minutes.Count)
        {
            var left = Minutes[_told] - clock.Worked(context.CurrentUtcDateTime);
            try
            {
                await context.CreateTimer(context.CurrentUtcDateTime + Span(left), paused);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            // A process that was down may be past several of them; the clock of a platform may lag behind its timers.
            var now = context.CurrentUtcDateTime;
            var worked = Math.Max(Minutes[_told], clock.Worked(now));
            _told += Minutes.Skip(_told).Count(minutes => minutes <= worked);
            var fact = new HopTook(input.RunId, input.MissionId, input.Hop.Id, worked, input.Hop.EstimatedDurationMinutes, now) { TaskName = input.Hop.Name };
            await (_telling = TelemetryCall.TellAsync(context, new TelemetryNotice(input.RunId, input.MissionId) { Facts = [fact] }));
            if (paused.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private static TimeSpan Span(decimal minutes) => TimeSpan.FromTicks((long)Math.Ceiling(Math.Max(0, minutes) * TimeSpan.TicksPerMinute));
}

using MissionControl.Runtime;

namespace MissionControl.Schedules;

/// <summary>Something that is done by itself.</summary>
/// <param name="Name">The same in every process: by it the store knows the last tick.</param>
/// <param name="RunAsync">Does it for the time of the tick, which may lie in the past. The same time again must do no harm.</param>
public sealed record ScheduledWork(string Name, Schedule Schedule, Func<DateTimeOffset, CancellationToken, Task> RunAsync);

/// <summary>
/// Does scheduled work while its process lives, each at its times, one after the other. A tick that was missed is done once, for its own time: of
/// several the latest. One that fails is told and tried again. What lies before the first start of all was not missed.
/// </summary>
/// <param name="trouble">Hears the name of the work, and what went wrong.</param>
public sealed class Ticker(PortfolioStore store, TimeProvider clock, Action<string, Exception> trouble)
{
    /// <summary>The longest sleep: a clock that is set meanwhile is seen after so long.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    /// <summary>After the first failure; then twice as long each time, up to <see cref="MostPatience"/>.</summary>
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan MostPatience = TimeSpan.FromMinutes(5);

    /// <summary>Returns when it is told to stop; work under way is cancelled and done by the next process.</summary>
    public Task RunAsync(IEnumerable<ScheduledWork> works, CancellationToken stop) => Task.WhenAll(works.Select(work => LoopAsync(work, stop)));

    private async Task LoopAsync(ScheduledWork work, CancellationToken stop)
    {
        DateTimeOffset? done = null;
        var patience = AfterTrouble;
        while (!stop.IsCancellationRequested)
        {
            var wait = patience;
            try
            {
                done = await LookAsync(work, done ?? await BeginAsync(work, stop), stop);
                wait = Until(work.Schedule.Next(clock.GetUtcNow()));
                patience = AfterTrouble;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                trouble(work.Name, error);
                patience = patience * 2 < MostPatience ? patience * 2 : MostPatience;
            }

            await Task.Delay(wait, clock, stop).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Up to when ticks are done. One from the future was kept under a clock that was wrong, and would hold up all until then.</summary>
    private async Task<DateTimeOffset> BeginAsync(ScheduledWork work, CancellationToken stop)
    {
        var last = work.Schedule.Last(clock.GetUtcNow()) ?? DateTimeOffset.MinValue;
        var kept = await store.FindTickAsync(work.Name, stop);
        if (kept is null)
        {
            await store.SaveTickAsync(work.Name, last, stop);
        }

        return kept is { } tick && tick < last ? tick : last;
    }

    /// <returns>Up to when ticks are done now.</returns>
    private async Task<DateTimeOffset> LookAsync(ScheduledWork work, DateTimeOffset done, CancellationToken stop)
    {
        var due = work.Schedule.Last(clock.GetUtcNow()) ?? DateTimeOffset.MinValue;
        if (due > done)
        {
            await work.RunAsync(due, stop);
            await store.SaveTickAsync(work.Name, due, stop);
        }

        // A clock that was set back ticks again from there.
        return due;
    }

    private TimeSpan Until(DateTimeOffset? next)
    {
        var left = (next ?? DateTimeOffset.MaxValue) - clock.GetUtcNow();
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < LookEvery ? left : LookEvery;
    }
}

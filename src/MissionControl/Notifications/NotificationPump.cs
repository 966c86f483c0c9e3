
namespace MissionControl.Notifications;

/// <summary>
/// Keeps a dispatcher going while its process lives. Every channel has its own loop, so that one that hangs holds up no other; what fails is told
/// and tried again.
/// </summary>
/// <param name="trouble">Hears of what went wrong outside the channels, for example that the hub cannot be written.</param>
public sealed class NotificationPump(NotificationDispatcher dispatcher, TimeProvider clock, Action<Exception> trouble)
{
    /// <summary>How soon a notice is seen.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(5);

    /// <summary>Returns when it is told to stop; deliveries on their way are then tried again by the next process, marked as repeats.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(
    [
        LoopAsync(() => dispatcher.ExpandAsync(stop), LookEvery, stop),
        LoopAsync(() => dispatcher.SweepAsync(stop), SweepEvery, stop),
        .. dispatcher.Channels.Select(channel => LoopAsync(() => dispatcher.SendDueAsync(channel, stop), LookEvery, stop)),
    ]);

    private async Task LoopAsync(Func<Task> work, TimeSpan every, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var wait = every;
            try
            {
                await work();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                trouble(error);
                wait = AfterTrouble;
            }

            await Task.Delay(wait, clock, stop).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}

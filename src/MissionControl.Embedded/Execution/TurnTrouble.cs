namespace MissionControl.Embedded.Execution;

/// <summary>An instance whose turn failed the runtime, and waits to be tried again.</summary>
internal sealed class TurnTrouble
{
    private ITimer? _alarm;

    /// <summary>Turns that failed in a row. A hub that cannot be read is nobody's failure and does not count.</summary>
    public int Failures { get; set; }

    /// <summary>Until then messages are only kept; null while a turn is tried.</summary>
    public DateTimeOffset? Until { get; private set; }

    public void Wait(TimeProvider clock, TimeSpan pause, Action wake)
    {
        Until = clock.GetUtcNow() + pause;
        _alarm = clock.CreateTimer(_ => wake(), null, pause, Timeout.InfiniteTimeSpan);
    }

    public void TryAgain()
    {
        Until = null;
        _alarm?.Dispose();
        _alarm = null;
    }
}

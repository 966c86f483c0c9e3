using MissionControl.Embedded.Hub;

namespace MissionControl.Embedded.Execution;

/// <summary>Fires what is due, on the hub's clock, once per timer and process; the turn that takes it makes it final.</summary>
internal sealed class Timers : IDisposable
{
    // Clocks are set and machines sleep: look again at least once a day.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly Action<TimerRow> _fire;
    private readonly SortedSet<TimerRow> _waiting = new(Comparer<TimerRow>.Create(Compare));
    private readonly Dictionary<(long Key, long TaskId), DateTimeOffset> _due = [];
    private readonly ITimer _alarm;
    private bool _stopped;

    public Timers(TimeProvider clock, Action<TimerRow> fire)
    {
        _clock = clock;
        _fire = fire;
        _alarm = clock.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Change(IEnumerable<TimerRow>? gone, IEnumerable<TimerRow>? added)
    {
        if (gone is null && added is null)
        {
            return;
        }

        lock (_gate)
        {
            foreach (var timer in gone ?? [])
            {
                if (_due.Remove((timer.Key, timer.TaskId), out var due))
                {
                    _waiting.Remove(timer with { Due = due });
                }
            }

            foreach (var timer in added ?? [])
            {
                _due[(timer.Key, timer.TaskId)] = timer.Due;
                _waiting.Add(timer);
            }

            Arm();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
        }

        _alarm.Dispose();
    }

    private void Fire()
    {
        var due = new List<TimerRow>();
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            while (!_stopped && _waiting.Count > 0 && _waiting.Min is var first && first.Due <= now)
            {
                _waiting.Remove(first);
                _due.Remove((first.Key, first.TaskId));
                due.Add(first);
            }

            Arm();
        }

        due.ForEach(_fire);
    }

    private void Arm()
    {
        if (_stopped || _waiting.Count == 0)
        {
            return;
        }

        var wait = _waiting.Min.Due - _clock.GetUtcNow();
        wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
        _alarm.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private static int Compare(TimerRow a, TimerRow b)
    {
        var due = a.Due.CompareTo(b.Due);
        return due != 0 ? due : a.Key != b.Key ? a.Key.CompareTo(b.Key) : a.TaskId.CompareTo(b.TaskId);
    }
}

namespace MissionControl.Runtime.Inbox;

/// <summary>
/// The events of one instance: each delivered once per id, those of one sender in the order in which they were sent, early ones kept. It is pure, so
/// that a replay finds it as it was, and its state goes on with the next execution.
/// </summary>
public sealed class EventInbox
{
    /// <summary>So many ids of earlier executions are remembered.</summary>
    public const int RememberedIds = 1000;

    private readonly List<string> _ids;
    private readonly HashSet<string> _seen;
    private readonly Dictionary<string, long> _received;
    private readonly List<EventEnvelope> _early;
    private readonly List<EventEnvelope> _unread;

    public EventInbox(EventInboxState? state)
    {
        _ids = [.. state?.Seen ?? []];
        _seen = new HashSet<string>(_ids, StringComparer.Ordinal);
        _received = new Dictionary<string, long>(state?.Received ?? new Dictionary<string, long>(), StringComparer.Ordinal);
        _early = [.. state?.Early ?? []];
        _unread = [.. state?.Unread ?? []];
    }

    /// <summary>Takes an event in; what it makes readable can be read from now on.</summary>
    public void Take(EventEnvelope arrived)
    {
        if (arrived.EventId is { } id)
        {
            if (!_seen.Add(id))
            {
                return;
            }

            _ids.Add(id);
        }

        if (arrived is not { Sender: { } sender, Sequence: { } sequence })
        {
            _unread.Add(arrived);
            return;
        }

        var stream = Stream(sender, arrived.Name);
        if (sequence > _received.GetValueOrDefault(stream) && !_early.Any(early => IsSame(early, arrived)))
        {
            _early.Add(arrived);
            Release(stream);
        }
    }

    /// <summary>The next event of that name; null when none is there.</summary>
    public EventEnvelope? Read(string name)
    {
        var place = _unread.FindIndex(one => one.Name == name);
        if (place < 0)
        {
            return null;
        }

        var found = _unread[place];
        _unread.RemoveAt(place);
        return found;
    }

    /// <summary>What the next execution begins with.</summary>
    /// <param name="keepUnread">False: events that nobody read are dropped, and stay seen.</param>
    public EventInboxState Continue(bool keepUnread) => new(
        [.. _ids.TakeLast(RememberedIds)],
        new Dictionary<string, long>(_received),
        [.. _early],
        keepUnread ? [.. _unread] : []);

    private void Release(string stream)
    {
        while (_early.FindIndex(one => Stream(one.Sender!, one.Name) == stream && one.Sequence == _received.GetValueOrDefault(stream) + 1) is var place and >= 0)
        {
            _received[stream] = _early[place].Sequence!.Value;
            _unread.Add(_early[place]);
            _early.RemoveAt(place);
        }
    }

    private static bool IsSame(EventEnvelope one, EventEnvelope other) => (one.Sender, one.Name, one.Sequence) == (other.Sender, other.Name, other.Sequence);

    /// <summary>'|' is in no instance id.</summary>
    private static string Stream(string sender, string name) => $"{sender}|{name}";
}

/// <summary>An inbox between two executions of its instance.</summary>
/// <param name="Seen">Ids, oldest first.</param>
/// <param name="Received">Sender and name to the last sequence that was delivered.</param>
/// <param name="Early">Those that wait for one that was sent before them.</param>
/// <param name="Unread">Delivered, and read by nobody yet.</param>
public sealed record EventInboxState(
    IReadOnlyList<string> Seen,
    IReadOnlyDictionary<string, long> Received,
    IReadOnlyList<EventEnvelope> Early,
    IReadOnlyList<EventEnvelope> Unread);

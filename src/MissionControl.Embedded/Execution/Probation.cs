using MissionControl.Embedded.Hub;

namespace MissionControl.Embedded.Execution;

/// <summary>
/// Holds back what must not go on yet: everything until the recovery is on disk, and then those that are suspected of killing the process,
/// until it is their turn. It is there after an opening only; nothing of it is on the way of ordinary work.
/// </summary>
internal sealed class Probation(TaskHub hub, Timers timers, int limit)
{
    private readonly Lock _gate = new();
    private readonly List<(string Id, Message Message)> _early = [];
    private readonly Dictionary<string, HeldInstance> _held = new(StringComparer.Ordinal);
    private readonly List<HeldInstance> _waiting = [];
    private readonly Dictionary<string, int> _running = new(StringComparer.Ordinal);
    private bool _recovering = true;

    /// <summary>In the order in which they are to go on.</summary>
    public void Add(Suspect suspect, IEnumerable<Message> messages, IEnumerable<TimerRow> due)
    {
        var held = new HeldInstance(suspect, DeathCount.Places(suspect.Deaths, limit), [.. messages], [.. due]);
        _held.Add(suspect.InstanceId, held);
        _waiting.Add(held);
    }

    /// <summary>False when nothing speaks against the delivery. A message from elsewhere lets its receiver go on at once.</summary>
    public bool Takes(string instanceId, Message message)
    {
        List<HeldInstance> next;
        lock (_gate)
        {
            if (_recovering && message.Start is null)
            {
                _early.Add((instanceId, message));
                return true;
            }

            if (!_held.TryGetValue(instanceId, out var held))
            {
                return false;
            }

            held.Messages.Add(message);
            next = _waiting.Remove(held) ? [held] : [];
            next.ForEach(one => _running[one.Suspect.InstanceId] = one.Places);
        }

        LetGoOn(next);
        return true;
    }

    /// <summary>The recovery is over: what came meanwhile follows what it found.</summary>
    public void Begin()
    {
        List<HeldInstance> next;
        lock (_gate)
        {
            _recovering = false;
            foreach (var (id, message) in _early)
            {
                hub.Deliver(id, message);
            }

            _early.Clear();
            next = Next();
        }

        LetGoOn(next);
        EndIfEmpty();
    }

    /// <summary>The instance got further, or has nothing in flight.</summary>
    public void Over(string instanceId)
    {
        List<HeldInstance> next;
        lock (_gate)
        {
            if (!_running.Remove(instanceId))
            {
                return;
            }

            next = Next();
        }

        LetGoOn(next);
        EndIfEmpty();
    }

    /// <summary>Whoever waits for an answer hears that there will be none.</summary>
    public void Refuse()
    {
        lock (_gate)
        {
            _early.ForEach(one => hub.Refuse(one.Message));
            _early.Clear();
            foreach (var held in _held.Values)
            {
                held.Messages.ForEach(hub.Refuse);
                held.Messages.Clear();
            }
        }
    }

    private List<HeldInstance> Next()
    {
        var next = new List<HeldInstance>();
        foreach (var held in _waiting)
        {
            if (_running.Count >= Math.Min(held.Places, _running.Count == 0 ? DeathCount.Unlimited : _running.Values.Min()))
            {
                break;
            }

            _running.Add(held.Suspect.InstanceId, held.Places);
            next.Add(held);
        }

        _waiting.RemoveRange(0, next.Count);
        return next;
    }

    private void LetGoOn(List<HeldInstance> next)
    {
        if (next.Count > 0)
        {
            hub.Busy.Enter();
            hub.Committer.Submit(new Admission(this, next));
        }
    }

    private void GoOn(List<HeldInstance> admitted)
    {
        foreach (var held in admitted)
        {
            lock (_gate)
            {
                _held.Remove(held.Suspect.InstanceId);
                timers.Change(null, held.Due);
                hub.Deliver(held.Suspect.InstanceId, default);
                held.Messages.ForEach(message => hub.Deliver(held.Suspect.InstanceId, message));
            }
        }

        hub.Busy.Exit();
    }

    private void EndIfEmpty()
    {
        lock (_gate)
        {
            if (_held.Count == 0 && _running.Count == 0 && !_recovering)
            {
                hub.EndProbation();
            }
        }
    }

    private sealed record HeldInstance(Suspect Suspect, int Places, List<Message> Messages, List<TimerRow> Due);

    /// <summary>Before they go on it is on disk that they did.</summary>
    private sealed class Admission(Probation probation, List<HeldInstance> admitted) : CommitUnit
    {
        public override bool IsKept => true;

        public override void Apply(HubTables tables) => admitted.ForEach(held => tables.Life.Save(held.Suspect with { IsAtStake = true }));

        public override void Committed() => probation.GoOn(admitted);

        public override void Failed(Exception error) => probation.GoOn(admitted);
    }
}

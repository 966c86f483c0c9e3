using System.Collections.Concurrent;
using MissionControl.Embedded.Hub;
using MissionControl.Embedded.Observation;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Execution;

/// <summary>Brings messages to instances, turns to the committer, and what was committed into effect.</summary>
internal sealed class TaskHub : IDisposable
{
    private readonly ConcurrentDictionary<string, Instance> _instances = new(StringComparer.Ordinal);
    private readonly EmbeddedOptions _options;
    private readonly ActivityQueue _activities;
    private readonly Timers _timers;
    private readonly IdleInstances _idle;
    private readonly TurnEffects _effects;
    private readonly HubGauges _gauges;
    private volatile Probation? _probation;
    private long _key;
    private long _message;
    private volatile bool _stopped;

    public TaskHub(HubStore store, Committer committer, EmbeddedOptions options, OrchestrationRegistry registry)
    {
        _options = options;
        Store = store;
        Committer = committer;
        Registry = registry;
        Clock = options.Clock;
        _activities = new ActivityQueue(this, options);
        _timers = new Timers(Clock, Fire);
        _idle = new IdleInstances(options.EvictAfterEveryCommit ? 0 : options.MaxIdleInstances, Evict);
        _effects = new TurnEffects(this, _activities, _timers);
        _gauges = HubGauges.Of(() => committer.Waiting, () => _activities.Waiting, () => _activities.Running, () => _instances.Count, () => _idle.Count, () => store.Read(tables => tables.Instances.ReadQuarantined().Count));
        _probation = new Probation(this, _timers, QuarantineAfter);
        _key = store.Read(tables => tables.Instances.LastKey());
        _message = store.Read(tables => tables.Instances.LastMessage());
    }

    public HubStore Store { get; }

    public Committer Committer { get; }

    public OrchestrationRegistry Registry { get; }

    public TimeProvider Clock { get; }

    public IdleGate Busy { get; } = new();

    /// <summary>Children that a turn of their parent has made and nobody has loaded yet.</summary>
    public ConcurrentDictionary<string, ChildStart> Newborn { get; } = new(StringComparer.Ordinal);

    public Completions Completions { get; } = new();

    public Watchers Watchers { get; } = new();

    /// <summary>Run events were written.</summary>
    public Stores.EventSignal Written { get; } = new();

    /// <summary>No activity starts any more; those that run are cut off and start again with the next process.</summary>
    public bool IsStopping { get; private set; }

    public int QuarantineAfter => _options.QuarantineAfter;

    /// <summary>Why no start is taken on at present; null when one is.</summary>
    public string? Busyness(int startsUnderWay) =>
        startsUnderWay > _options.MaxQueuedStarts ? $"{_options.MaxQueuedStarts} starts wait for the disk."
        : _activities.IsFull ? $"{_options.MaxQueuedActivities} activities wait for their turn."
        : null;

    /// <summary>Null in ordinary times.</summary>
    public Probation? Probation => _probation;

    public bool StartsActivities => _options.StartsActivities;

    /// <summary>No turn is taken any more.</summary>
    public bool IsStopped => _stopped || Committer.IsCrashed;

    /// <summary>It is in memory, and its end is still to come.</summary>
    public bool IsUnderWay(string instanceId) => _instances.TryGetValue(instanceId, out var instance) && instance.Row is { IsFinal: false };

    public long NextKey() => Interlocked.Increment(ref _key);

    public long NextMessage() => Interlocked.Increment(ref _message);

    public long NextStamp() => _idle.NextStamp();

    public void Queue(IThreadPoolWorkItem item)
    {
        if (_options.Work is { } work)
        {
            work.Add(item);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);
        }
    }

    /// <summary>Goes on with everything that the last process left.</summary>
    public Task Recover() => new Recovery(this, _timers, _probation!, _options.Drives).Run();

    public void Deliver(string instanceId, Message message)
    {
        if (_probation?.Takes(instanceId, message) != true)
        {
            DeliverFound(instanceId, message);
        }
    }

    /// <summary>The same for what a recovery found; nothing holds it back.</summary>
    public void DeliverFound(string instanceId, Message message)
    {
        while (!_instances.GetOrAdd(instanceId, static (id, hub) => new Instance(hub, id), this).TryPost(message))
        {
            // It has just ended or been evicted: the entry is about to go.
            Thread.Yield();
        }
    }

    /// <summary>The same, but the turn is taken on the caller's thread when none is on its way.</summary>
    public void DeliverHere(Instance instance, Message message)
    {
        switch (instance.Post(message))
        {
            case PostResult.TurnDue:
                Busy.Enter();
                instance.Execute();
                break;
            case PostResult.Gone:
                Deliver(instance.Id, message);
                break;
        }
    }

    /// <summary>Answers a message that nobody will take.</summary>
    public void Drop(Message message)
    {
        message.Start?.Done(started: false);
        message.Taken?.Done();
        if (message.InboxId > 0)
        {
            Committer.Submit(new InboxCleanup(message.InboxId));
        }
    }

    public void Refuse(Message message) => Fail(message, new HubUnavailableException("The runtime has stopped.", null));

    public void Fail(Message message, Exception error)
    {
        message.Start?.Fail(error);
        message.Taken?.Fail(error);
    }

    public void StartOpenActivities(Instance instance, bool refills = false) => _effects.StartOpenActivities(instance, refills);

    /// <summary>An instance came back from the overflow, whatever became of it: is there room for another one?</summary>
    public void Refilled() => _activities.Refill();

    /// <summary>Acts upon a turn that is on disk.</summary>
    public void Perform(Instance instance, TurnCommit commit) => _effects.Perform(instance, commit);

    /// <summary>A turn that cannot be written leaves the instance as it is on disk.</summary>
    public void Abandon(Instance instance, TurnCommit commit, Exception error)
    {
        var stop = IsStopped ? null : Stopping.Begin(this, instance, [.. commit.Taken.Where(message => message.Taken is null || message.InboxId > 0).Select(message => message with { Taken = null })], commit, error);
        if (stop is not null)
        {
            Committer.Submit(stop);
        }
        else
        {
            instance.Row = null;
            instance.FinishTurn();
        }
    }

    public void Forget(Instance instance, List<Message> left)
    {
        _instances.TryRemove(KeyValuePair.Create(instance.Id, instance));
        _probation?.Over(instance.Id);
        left.ForEach(message =>
        {
            if (message.Start is not null && !IsStopped)
            {
                Deliver(instance.Id, message);
            }
            else
            {
                Drop(message);
            }
        });
    }

    public void Rest(Instance instance, long stamp)
    {
        if (_probation is { } probation && (instance.IsHeldBack || !instance.IsInFlight))
        {
            probation.Over(instance.Id);
        }

        _idle.Add(instance, stamp);
    }

    public void EndProbation() => _probation = null;

    public void Woke() => _idle.Remove();

    public void StopActivities()
    {
        IsStopping = true;
        _timers.Dispose();
        foreach (var instance in _instances.Values)
        {
            instance.CancelActivities();
        }

        _activities.Stop();
    }

    public void Dispose()
    {
        _stopped = true;
        IsStopping = true;
        _timers.Dispose();
        _probation?.Refuse();
        foreach (var instance in _instances.Values.Where(instance => instance.Trouble is not null))
        {
            instance.Held.ForEach(Refuse);
        }

        Completions.Dispose();
        _gauges.Dispose();
        Watchers.Dispose();
    }

    private void Fire(TimerRow timer) => Deliver(timer.InstanceId, new Message(new TimerFired(timer.TaskId), timer.Generation));

    private bool Evict(Instance instance, long stamp)
    {
        var eviction = instance.TryEvict(stamp);
        if (eviction == Eviction.Gone)
        {
            _instances.TryRemove(KeyValuePair.Create(instance.Id, instance));
        }

        return eviction != Eviction.Woken;
    }
}

using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Hub;

/// <summary>Instances with their events, timers and inboxes.</summary>
internal abstract class InstanceTable
{
    public abstract InstanceRow? Find(string id);

    public abstract void Insert(InstanceRow row);

    public abstract void Update(InstanceRow row);

    /// <summary>The instance with everything under its key.</summary>
    public abstract void Delete(long key);

    public abstract void Append(long key, HistoryChunk chunk);

    /// <summary>The history ends elsewhere now; nothing else of the instance changed.</summary>
    public virtual void Advance(long key, HistoryTail tail)
    {
    }

    public abstract void DeleteHistory(long key);

    /// <summary>The events as they are found, unchecked.</summary>
    public abstract List<HistoryEvent> ReadHistory(long key);

    public abstract void AddTimer(TimerRow timer);

    public abstract void RemoveTimer(long key, long taskId);

    public abstract IReadOnlyList<TimerRow> ReadTimers();

    public abstract void AddMessage(InboxRow message);

    public abstract void RemoveMessage(long id);

    /// <summary>In the order in which they were written.</summary>
    public abstract IReadOnlyList<InboxRow> ReadMessages();

    /// <summary>Ids of the instances that must be loaded at once.</summary>
    public abstract IReadOnlyList<string> ReadActive();

    /// <summary>Ids of the instances that it started and that have not ended.</summary>
    public abstract IReadOnlyList<string> ReadOpenChildren(string parentId);

    /// <summary>The executions of a run and their descendants, oldest first.</summary>
    public abstract IReadOnlyList<InstanceRow> ReadRun(string runId);

    /// <summary>Running instances whose turn or activity starts as soon as the hub is opened, with how far they are.</summary>
    public abstract IReadOnlyList<Suspect> ReadAtStake(DateTimeOffset now);

    /// <summary>By id.</summary>
    public abstract IReadOnlyList<InstanceRow> ReadQuarantined();

    public abstract long LastKey();

    public abstract long LastMessage();
}

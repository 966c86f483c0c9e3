using MissionControl.Portfolio;
using MissionControl.Risk;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Hub;

/// <summary>Snapshots and rollups by day, triggers, ticks and imported files.</summary>
internal abstract class PortfolioTable
{
    public abstract PortfolioSnapshot? FindSnapshot(DateOnly date);

    /// <summary>Newest day first.</summary>
    public abstract IReadOnlyList<PortfolioSnapshot> ListSnapshots(DateOnly? until, int limit);

    public abstract void Put(PortfolioSnapshot snapshot);

    public abstract DailyRiskRollup? FindRollup(DateOnly date);

    /// <summary>Newest day first.</summary>
    public abstract IReadOnlyList<DailyRiskRollup> ListRollups(int limit);

    public abstract void Put(DailyRiskRollup rollup);

    /// <summary>The active ones, by type.</summary>
    public abstract IReadOnlyList<ExecutiveTrigger> ListTriggers();

    public abstract void PutTriggers(IReadOnlyList<ExecutiveTrigger> active);

    /// <summary>Latest first.</summary>
    public abstract IReadOnlyList<ExecutiveTrigger> ListHistory(int limit);

    /// <summary>Puts the trigger in the place of the one of its type that fired at the same time.</summary>
    public abstract void PutHistory(ExecutiveTrigger trigger);

    public abstract DateTimeOffset? FindTick(string schedule);

    public abstract void PutTick(string schedule, DateTimeOffset at);

    public abstract string? FindFilesVersion();

    public abstract ImportedFiles? ReadFiles();

    public abstract void Put(ImportedFiles files);

    public void Save(PortfolioSnapshot snapshot)
    {
        if (FindSnapshot(snapshot.SnapshotDate) is not { } there || (there.ComputedAt is { } at && !(at > snapshot.ComputedAt)))
        {
            Put(snapshot);
        }
    }

    public void Save(DailyRiskRollup rollup)
    {
        if (!(FindRollup(rollup.RollupDate)?.ComputedAt > rollup.ComputedAt))
        {
            Put(rollup);
        }
    }

    public void SaveTick(string schedule, DateTimeOffset at)
    {
        if (!(FindTick(schedule) >= at))
        {
            PutTick(schedule, at);
        }
    }

    /// <summary>Keeps what an evaluation changed, and leaves word of it.</summary>
    public void Change(NoticeTable notices, TriggerChange change)
    {
        PutTriggers(change.Active);
        foreach (var trigger in change.Fired.Concat(change.Cleared))
        {
            PutHistory(trigger);
        }

        foreach (var notice in TriggerNotification.Of(change))
        {
            notices.Add(notice);
        }
    }
}

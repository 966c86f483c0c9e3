using System.Collections.Immutable;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Execution;

/// <summary>Tells those who watch what was committed; with nobody watching it costs one read.</summary>
internal sealed class Watchers : IDisposable
{
    private ImmutableArray<CommittedWatch> _watches = [];

    public CommittedWatch Add(string? runId)
    {
        var watch = new CommittedWatch(runId, gone => ImmutableInterlocked.Update(ref _watches, (all, one) => all.Remove(one), gone));
        ImmutableInterlocked.Update(ref _watches, (all, one) => all.Add(one), watch);
        return watch;
    }

    public void Tell(Instance instance, TurnCommit commit)
    {
        var watches = _watches;
        if (watches.IsEmpty || commit.Seen.Count == 0)
        {
            return;
        }

        var committed = new CommittedEvents(instance.Id, instance.Row!.Parent?.InstanceId, commit.Chunk?.First ?? 1, commit.Seen);
        foreach (var watch in watches)
        {
            if (watch.RunId is null || watch.RunId == InstanceIds.RunOf(instance.Id))
            {
                watch.Write(committed);
            }
        }
    }

    public void Dispose()
    {
        foreach (var watch in _watches)
        {
            watch.Dispose();
        }
    }
}

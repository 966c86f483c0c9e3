using MissionControl.Embedded.Hub;
using MissionControl.Embedded.Memory;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Tests.Hub;

public sealed class CommitterTests : IDisposable
{
    private readonly CountingStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void WorkThatCanWait_WhileOthersQueue_IsInEverySecondTransactionOnceOnly()
    {
        using var committer = new Committer(_store, new CommitLimits { BatchSize = 10, Quiet = 10 }, new StillQueue());
        Submit(40, committer.Submit, later: false);
        Submit(4, committer.SubmitLater, later: true);

        Write(committer, 6);

        Assert.Equal([(10, 0), (10, 1), (10, 0), (10, 1), (0, 1), (0, 1)], _store.Batches);
    }

    [Fact]
    public void WorkThatCanWait_WhenTheCommitterEnds_IsAnswered()
    {
        var committer = new Committer(_store, new CommitLimits { Quiet = 0 }, new StillQueue());
        Submit(3, committer.SubmitLater, later: true);
        committer.Crash();

        committer.Step();

        Assert.Equal(3, _store.Failed);
        Assert.Empty(_store.Batches);
    }

    [Fact]
    public void Units_OfManyBytes_GoIntoSeveralTransactions()
    {
        using var committer = new Committer(_store, new CommitLimits { BatchBytes = 100 }, new StillQueue());
        foreach (var size in new[] { 40, 40, 40, 500, 10 })
        {
            committer.Submit(new Unit(_store, later: false, size));
        }

        Write(committer, 5);

        Assert.Equal([(2, 0), (1, 0), (1, 0), (1, 0)], _store.Batches);
    }

    private static void Write(Committer committer, int times)
    {
        for (var i = 0; i < times; i++)
        {
            committer.Step();
        }
    }

    private void Submit(int count, Action<CommitUnit> submit, bool later)
    {
        for (var i = 0; i < count; i++)
        {
            submit(new Unit(_store, later));
        }
    }

    private sealed class Unit(CountingStore store, bool later, long size = 0) : CommitUnit
    {
        public override long Size => size;

        public bool CanWait => later;

        public override void Apply(HubTables tables)
        {
        }

        public override void Committed()
        {
        }

        public override void Failed(Exception error) => store.Failed++;
    }

    private sealed class StillQueue : WorkQueue
    {
        public override void Add(IThreadPoolWorkItem item) => item.Execute();

        public override void Wake(Committer committer)
        {
        }
    }

    private sealed class CountingStore : HubStore
    {
        private readonly MemoryHub _hub = new();

        public List<(int Others, int CanWait)> Batches { get; } = [];

        public int Failed { get; set; }

        public override void Apply(IReadOnlyList<CommitUnit> batch)
        {
            var canWait = batch.Count(unit => unit is Unit { CanWait: true });
            Batches.Add((batch.Count - canWait, canWait));
        }

        public override T Read<T>(Func<HubTables, T> read) => _hub.Read(read);

        public override HistoryChunk Encode(long first, IReadOnlyList<HistoryEvent> events) => _hub.Encode(first, events);

        public override void Dispose() => _hub.Dispose();
    }
}

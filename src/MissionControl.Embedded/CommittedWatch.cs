using System.Threading.Channels;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded;

/// <summary>Events of one turn of one instance that are on disk. Turns of one instance come in their order.</summary>
/// <param name="First">The number of the first of them in the instance's execution. What a parent wrote to begin its child is told with the parent only.</param>
public sealed record CommittedEvents(string InstanceId, string? ParentInstanceId, long First, IReadOnlyList<HistoryEvent> Events);

/// <summary>Receives everything that is committed from the moment it was opened until it is disposed of or the runtime stops.</summary>
public sealed class CommittedWatch : IDisposable
{
    private readonly Channel<CommittedEvents> _events = Channel.CreateUnbounded<CommittedEvents>();
    private readonly Action<CommittedWatch> _gone;

    internal CommittedWatch(string? runId, Action<CommittedWatch> gone)
    {
        RunId = runId;
        _gone = gone;
    }

    public ChannelReader<CommittedEvents> Events => _events.Reader;

    internal string? RunId { get; }

    public void Dispose()
    {
        _gone(this);
        _events.Writer.TryComplete();
    }

    internal void Write(CommittedEvents committed) => _events.Writer.TryWrite(committed);
}

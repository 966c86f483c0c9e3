using MissionControl.Embedded.Hub;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Execution;

/// <summary>What waits for an instance's next turn. Without an event it only asks for a turn.</summary>
/// <param name="Generation">The execution that it answers; null for whichever is current.</param>
/// <param name="Refills">There is room again for activities that were left on the disk.</param>
/// <param name="InboxId">Its row in the inbox, deleted with the turn that takes it; 0 for none.</param>
/// <param name="Child">The instance, as its parent's turn has just written it.</param>
internal readonly record struct Message(
    HistoryEvent? Event, int? Generation = null, long InboxId = 0, Acknowledgement? Taken = null, InstanceStart? Start = null, bool Refills = false, ChildStart? Child = null)
{
    /// <summary>The activity that it answers, if any.</summary>
    public long? AnsweredActivity => Event switch
    {
        TaskCompleted task => task.TaskId,
        TaskFailed task => task.TaskId,
        _ => null,
    };
}

/// <summary>Completes when a message, and everything that was sent on because of it, is on disk.</summary>
internal sealed class Acknowledgement
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open = 1;

    public Task Task => _done.Task;

    public Acknowledgement Extend()
    {
        Interlocked.Increment(ref _open);
        return this;
    }

    public void Done()
    {
        if (Interlocked.Decrement(ref _open) == 0)
        {
            _done.TrySetResult();
        }
    }

    public void Fail(Exception error) => _done.TrySetException(error);
}

/// <summary>The start of an instance that nobody may have started before.</summary>
/// <param name="Writes">What goes into the same transaction; it throws to refuse the start.</param>
internal sealed record InstanceStart(string Name, string Version, string? Input, string? RunId, Action<HubTables>? Writes)
{
    private readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>About how many bytes <see cref="Writes"/> writes.</summary>
    public long Bytes { get; init; }

    /// <summary>Who asked for it; null: nobody in particular.</summary>
    public string? By { get; init; }

    /// <summary>True once it is on disk; false when there is an instance of that id.</summary>
    public Task<bool> Started => _done.Task;

    public void Done(bool started) => _done.TrySetResult(started);

    public void Fail(Exception error) => _done.TrySetException(error);
}

namespace MissionControl.Embedded.Hub;

/// <summary>Takes the place of the thread pool and of the committer's thread, so that a simulation decides what runs when.</summary>
internal abstract class WorkQueue
{
    /// <summary>Runs the item later, never inside this call.</summary>
    public abstract void Add(IThreadPoolWorkItem item);

    /// <summary>Calls <see cref="Committer.Step"/> later, and again as its answer says. More calls before that are one.</summary>
    public abstract void Wake(Committer committer);
}

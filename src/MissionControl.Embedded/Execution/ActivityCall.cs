using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Execution;

/// <summary>An activity that was asked for and is on disk.</summary>
internal sealed class ActivityCall(Instance instance, TaskScheduled task, int generation)
{
    private Task? _left;

    public Instance Instance => instance;

    public TaskScheduled Task => task;

    public int Generation => generation;

    /// <summary>Where it waited and which places it takes; null where nothing limits it.</summary>
    public ActivityLane? Lane { get; set; }

    /// <summary>Its place in the order of all that waited.</summary>
    public long Number { get; set; }

    /// <summary>Work that goes on although the activity has ended.</summary>
    public Task? Left => Volatile.Read(ref _left);

    public void Leave(Task running) => Volatile.Write(ref _left, running);
}

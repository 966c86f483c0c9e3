using MissionControl.Embedded.Hub;

namespace MissionControl.Simulation.Schedule;

/// <summary>Where one party's code runs: a process, or the world around it. What is killed runs nothing any more.</summary>
internal sealed class Lane(Scheduler scheduler, string name) : SynchronizationContext
{
    public string Name => name;

    public bool IsDead { get; private set; }

    public TimeProvider Clock => field ??= new SimulatedClock(scheduler, this);

    public override SynchronizationContext CreateCopy() => this;

    public override void Post(SendOrPostCallback d, object? state) => Add("await", () => d(state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing in a lane waits for another.");

    public void Add(string label, Action run) => scheduler.Add(new Job(this, label, run));

    public void After(TimeSpan pause, string label, Action run) => Clock.CreateTimer(_ => Add(label, run), null, pause, Timeout.InfiniteTimeSpan);

    /// <summary>Completes after a time of the simulation.</summary>
    public Task Sleep(TimeSpan time)
    {
        var done = new TaskCompletionSource();
        After(time, "awake", () => done.TrySetResult());
        return done.Task;
    }

    public void Kill()
    {
        IsDead = true;
        scheduler.Forget(this);
    }
}

/// <summary>A piece of work that is ready to run.</summary>
internal sealed record Job(Lane Lane, string Label, Action Run);

/// <summary>The engine's work, in a lane.</summary>
internal sealed class SimulatedWork(Lane lane) : WorkQueue
{
    private bool _woken;

    public override void Add(IThreadPoolWorkItem item) => lane.Add(item.GetType().Name, item.Execute);

    public override void Wake(Committer committer)
    {
        if (!_woken)
        {
            _woken = true;
            lane.Add("commit", () => Step(committer));
        }
    }

    private void Step(Committer committer)
    {
        _woken = false;
        var pause = committer.Step();
        if (pause == TimeSpan.Zero)
        {
            Wake(committer);
        }
        else if (pause > TimeSpan.Zero)
        {
            lane.After(pause.Value, "again", () => Wake(committer));
        }
    }
}

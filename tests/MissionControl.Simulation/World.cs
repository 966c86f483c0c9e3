using MissionControl.Embedded;
using MissionControl.Embedded.Hub;
using MissionControl.Runtime;
using MissionControl.Simulation.Disk;
using MissionControl.Simulation.Invariants;
using MissionControl.Simulation.Schedule;

namespace MissionControl.Simulation;

/// <summary>A disk, a clock, and the processes that run on them one after the other.</summary>
internal sealed class World
{
    private readonly Disturbance _disturbance;
    private readonly Func<World, HubStores, TimeProvider, OrchestrationRegistry> _registry;
    private TaskCompletionSource<Process> _up = new();
    private Process? _process;
    private int _incarnation;

    public World(int seed, Disturbance disturbance, Action<string>? print, Func<World, HubStores, TimeProvider, OrchestrationRegistry> registry)
    {
        _disturbance = disturbance;
        _registry = registry;
        Trace = new Trace(print);
        Scheduler = new Scheduler(new Random(seed), Trace);
        Outside = new Lane(Scheduler, "outside");
        Facts = new Facts(this);
        Disk = new SimulatedDisk(NextCommit, Facts.Hear);
        Outside.Add("open", Open);
    }

    public Trace Trace { get; }

    public Scheduler Scheduler { get; }

    public SimulatedDisk Disk { get; }

    public Facts Facts { get; }

    /// <summary>Where people and the operating system live.</summary>
    public Lane Outside { get; }

    public Disturbance Disturbance => _disturbance;

    public bool IsUp => _process is not null;

    public void Note(string kind, string what) => Trace.Add(Scheduler.Now, kind, what);

    /// <summary>Asks the process that runs, and each one after it, until one has answered.</summary>
    public async Task<T> CallAsync<T>(string what, Func<EmbeddedRuntime, Task<T>> call)
    {
        while (true)
        {
            var process = _process ?? await _up.Task;
            try
            {
                var answer = await process.CallAsync(what, call);
                Note("answered", what);
                return answer;
            }
            catch (Exception error) when (error is ProcessDiedException or HubUnavailableException)
            {
                Note("no word", $"{what}: {error.GetType().Name}");
                await Outside.Sleep(TimeSpan.FromMilliseconds(_disturbance.Draw(500)));
            }
        }
    }

    /// <summary>Runs one job.</summary>
    public void Step()
    {
        if (_process is not null && _disturbance.DiesNow())
        {
            Kill("between jobs");
        }
        else if (_process is { IsStopping: false } && _disturbance.StopsNow())
        {
            var stopped = _process;
            stopped.Stop();
            Outside.After(TimeSpan.FromMilliseconds(1 + _disturbance.Draw(100)), "end", () => End(stopped));
        }

        if (Facts.Answers.Count > 0 && _disturbance.RepeatsNow())
        {
            var (instanceId, generation, answer) = Facts.Answers[_disturbance.Draw(Facts.Answers.Count)];
            Note("repeat", $"{instanceId} {answer.GetType().Name}");
            _process?.Repeat(instanceId, generation, answer);
        }

        try
        {
            if (Scheduler.HasReady)
            {
                Scheduler.RunOne();
            }
        }
        catch (ProcessDiedException)
        {
            Kill("at a commit");
        }
    }

    private void End(Process stopped)
    {
        if (_process == stopped)
        {
            Kill("after it stopped");
        }
    }

    private void Kill(string how)
    {
        Note("died", how);
        _up = new TaskCompletionSource<Process>();
        var process = _process!;
        _process = null;
        process.Kill();
        Outside.After(TimeSpan.FromMilliseconds(_disturbance.Draw(3000)), "open", Open);
    }

    private CommitFault NextCommit()
    {
        var fault = _disturbance.NextCommit();
        if (fault != CommitFault.None)
        {
            Note("disk", fault.ToString());
        }

        return fault;
    }

    private void Open()
    {
        var lane = new Lane(Scheduler, $"process {++_incarnation}");
        Scheduler.Order = _disturbance.DrawOrder();
        Scheduler.Starved = _disturbance.DrawStarved();
        Process process = null!;
        Scheduler.In(lane, () => process = new Process(lane, Options(lane)));
        _process = process;
        _up.SetResult(process);
    }

    private EmbeddedOptions Options(Lane lane) => new()
    {
        Clock = lane.Clock,
        Registry = stores => _registry(this, stores, lane.Clock),
        Store = Disk,
        Work = new SimulatedWork(lane),
        EvictAfterEveryCommit = _disturbance.Draw(4) == 1,
        MaxIdleInstances = _disturbance.Draw(2) == 1 ? _disturbance.Draw(4) : 1000,
        MaxConcurrentActivities = _disturbance.Draw(3) == 1 ? 1 + _disturbance.Draw(3) : 100,
        // More deaths than a world has: whoever was in flight at all of them goes on alone, and nobody is quarantined for what he did not do.
        QuarantineAfter = 6 + _disturbance.Draw(3),
        Commits = new CommitLimits
        {
            BatchSize = _disturbance.Draw(2) == 1 ? 1 + _disturbance.Draw(4) : 512,
            AnswerInline = _disturbance.Draw(5) is var inline and > 0 ? inline - 1 : 4,
        },
    };
}

using MissionControl.Embedded;
using MissionControl.Embedded.Execution;
using MissionControl.Runtime.History;
using MissionControl.Simulation.Disk;
using MissionControl.Simulation.Schedule;

namespace MissionControl.Simulation;

/// <summary>One life of the engine. When it dies, whoever waits for an answer hears that it died, and nothing else.</summary>
internal sealed class Process
{
    private readonly Lane _lane;
    private readonly EmbeddedRuntime _runtime;
    private readonly List<Action> _unanswered = [];

    public Process(Lane lane, EmbeddedOptions options)
    {
        _lane = lane;
        var opening = EmbeddedRuntime.OpenAsync(options);
        _runtime = opening.IsCompleted ? opening.GetAwaiter().GetResult() : throw new InvalidOperationException("Opening a hub waits for something.");
    }

    public bool IsStopping { get; private set; }

    public Task<T> CallAsync<T>(string what, Func<EmbeddedRuntime, Task<T>> call)
    {
        var answer = new TaskCompletionSource<T>();
        void Die() => answer.TrySetException(new ProcessDiedException());
        if (_lane.IsDead)
        {
            Die();
            return answer.Task;
        }

        _unanswered.Add(Die);
        _lane.Add(what, () => _ = AnswerAsync(call, answer));
        return answer.Task;
    }

    /// <summary>Begins to stop in good order: no activity starts any more, and those that run are cut off.</summary>
    public void Stop()
    {
        IsStopping = true;
        _lane.Add("stop", _runtime.Hub.StopActivities);
    }

    /// <summary>Delivers an answer once more.</summary>
    public void Repeat(string instanceId, int generation, HistoryEvent answer) =>
        _lane.Add("repeat", () => _runtime.Hub.Deliver(instanceId, new Message(answer, generation)));

    public void Kill()
    {
        _lane.Kill();
        _unanswered.ForEach(die => die());
        _unanswered.Clear();
    }

    private async Task AnswerAsync<T>(Func<EmbeddedRuntime, Task<T>> call, TaskCompletionSource<T> answer)
    {
        try
        {
            answer.TrySetResult(await call(_runtime));
        }
        catch (Exception error)
        {
            answer.TrySetException(error);
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Execution;

/// <summary>The context of one live execution: every call becomes a decision of the turn, in the order of the calls.</summary>
internal sealed class CoroutineContext(string instanceId, bool isRun, ExecutionStarted started, TurnLoop loop) : OrchestrationContext
{
    private readonly Dictionary<long, (PendingTask Task, HistoryEvent Asked)> _open = [];
    private readonly EventWaits _events = new();
    private long _lastTask;
    private int _guids;

    public override string InstanceId => instanceId;

    public override string? ParentInstanceId => started.ParentInstanceId;

    public override string Version => started.Version;

    public override DateTimeOffset CurrentUtcDateTime => Now;

    public override bool IsReplaying => Replaying;

    public override bool RecordsCustomStatus => true;

    public DateTimeOffset Now { get; set; }

    public bool Replaying { get; set; }

    /// <summary>What the code asked for since the list was last emptied.</summary>
    public List<HistoryEvent> Decisions { get; private set; } = [];

    public string? CustomStatus { get; private set; }

    public RunProgress? Progress { get; private set; }

    public ContinueAsNewRequest? Next { get; private set; }

    public EventWaits Events => _events;

    /// <summary>Hears every call of the code while the code still stands there: with its decision, or null for a wait.</summary>
    public Action<HistoryEvent?>? Called { get; set; }

    public override T? GetInput<T>()
        where T : default => started.Input is null ? default : Wire.Deserialize<T>(started.Input);

    public override Guid NewGuid()
    {
        loop.Verify();
        var name = string.Create(CultureInfo.InvariantCulture, $"{instanceId}|{started.Generation ?? 0}|{_guids++}");
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
    }

    public override Task<T> CallActivityAsync<T>(string name, object? input)
    {
        var task = Decide(id => new TaskScheduled(id, name, Json(input)));
        return Open<T>(task.TaskId, task);
    }

    public override Task<T> CallSubOrchestratorAsync<T>(string name, object? input, string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var child = Decide(id => new SubOrchestrationInstanceCreated(id, name, instanceId, Json(input)));
        return Open<T>(child.TaskId, child);
    }

    public override Task CreateTimer(DateTimeOffset fireAt, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        var timer = Decide(id => new TimerCreated(id, fireAt));
        var task = Open<object?>(timer.TaskId, timer);
        cancellationToken.Register(() => CancelTimer(timer.TaskId, cancellationToken));
        return task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        loop.Verify();
        Called?.Invoke(null);
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled<T>(cancellationToken) : _events.Wait<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object? payload) =>
        Decide(id => new EventSent(id, instanceId, eventName, Json(payload)));

    public override void SetCustomStatus(object? status)
    {
        loop.Verify();
        if (isRun)
        {
            Progress = status as RunProgress ?? throw new ArgumentException($"The custom status of a run is a {nameof(RunProgress)}.", nameof(status));
        }

        CustomStatus = Json(status);
    }

    public override void ContinueAsNew(object? input, bool preserveUnprocessedEvents = true)
    {
        loop.Verify();
        Called?.Invoke(null);
        Next = new ContinueAsNewRequest(Json(input), preserveUnprocessedEvents);
    }

    /// <summary>Lets the answer to an open task into the code.</summary>
    public void Feed(HistoryEvent happened)
    {
        switch (happened)
        {
            case TaskCompleted task:
                Close(task.TaskId)?.Task.Complete(task.Result);
                break;
            case SubOrchestrationInstanceCompleted child:
                Close(child.TaskId)?.Task.Complete(child.Result);
                break;
            case TimerFired timer:
                Close(timer.TaskId)?.Task.Complete(null);
                break;
            case TaskFailed task when Close(task.TaskId) is { } open:
                open.Task.Fail(new ActivityFailedException(((TaskScheduled)open.Asked).Name, task.Details));
                break;
            case SubOrchestrationInstanceFailed child when Close(child.TaskId) is { } open:
                var asked = (SubOrchestrationInstanceCreated)open.Asked;
                open.Task.Fail(new SubOrchestrationFailedException(asked.Name, asked.InstanceId, child.Details));
                break;
            case EventRaised raised:
                _events.Raise(raised);
                break;
        }
    }

    public List<HistoryEvent> TakeDecisions()
    {
        var decisions = Decisions;
        Decisions = [];
        return decisions;
    }

    private static string? Json(object? value) => value is null ? null : Wire.Serialize(value);

    private T Decide<T>(Func<long, T> make)
        where T : HistoryEvent
    {
        loop.Verify();
        var decision = make(_lastTask + 1);
        _lastTask++;
        Decisions.Add(decision);
        Called?.Invoke(decision);
        return decision;
    }

    private Task<T> Open<T>(long taskId, HistoryEvent asked)
    {
        var task = new PendingTask<T>();
        _open.Add(taskId, (task, asked));
        return task.Task;
    }

    private (PendingTask Task, HistoryEvent Asked)? Close(long taskId) => _open.Remove(taskId, out var open) ? open : null;

    private void CancelTimer(long taskId, CancellationToken cancellationToken)
    {
        // A token source that is disposed of late, or cancelled after the timer fired, concerns nobody.
        if (!_open.ContainsKey(taskId))
        {
            return;
        }

        loop.Verify();
        if (Close(taskId) is { } open)
        {
            var cancelled = new TimerCancelled(taskId);
            Decisions.Add(cancelled);
            Called?.Invoke(cancelled);
            open.Task.Cancel(cancellationToken);
        }
    }
}

internal sealed record ContinueAsNewRequest(string? Input, bool PreserveEvents);

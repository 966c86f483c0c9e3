using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Tests.Missions;

/// <summary>A context in which only notices and timers can be asked for; a test answers the notices.</summary>
internal sealed class ToldContext : OrchestrationContext
{
    /// <summary>Every notice that was sent, oldest first, with what its answer hangs on.</summary>
    public List<(RunNotice Notice, TaskCompletionSource<bool> Answer)> Told { get; } = [];

    public List<DateTimeOffset> Timers { get; } = [];

    /// <summary>False: notices are answered at once.</summary>
    public bool HoldsAnswers { get; set; }

    /// <summary>So many of the next notices fail.</summary>
    public int Failures { get; set; }

    public override string InstanceId => "r1";

    public override string? ParentInstanceId => null;

    public override string Version => "1";

    public override DateTimeOffset CurrentUtcDateTime => DateTimeOffset.UnixEpoch;

    public override bool IsReplaying => false;

    public override bool RecordsCustomStatus => false;

    public override T? GetInput<T>()
        where T : default => throw new NotSupportedException();

    public override Guid NewGuid() => throw new NotSupportedException();

    public override async Task<T> CallActivityAsync<T>(string name, object? input)
    {
        Assert.Equal(TaskNames.RecordRun, name);
        var answer = new TaskCompletionSource<bool>();
        Told.Add(((RunNotice)input!, answer));
        if (Failures > 0)
        {
            Failures--;
            answer.SetException(new ActivityFailedException(name, new FailureDetails("storage", "The storage is away.")));
        }
        else if (!HoldsAnswers)
        {
            answer.SetResult(true);
        }

        return (T)(object)await answer.Task;
    }

    public override Task<T> CallSubOrchestratorAsync<T>(string name, object? input, string instanceId) => throw new NotSupportedException();

    public override Task CreateTimer(DateTimeOffset fireAt, CancellationToken cancellationToken)
    {
        Timers.Add(fireAt);
        return Task.CompletedTask;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public override void SendEvent(string instanceId, string eventName, object? payload) => throw new NotSupportedException();

    public override void SetCustomStatus(object? status) => Status = status;

    public object? Status { get; private set; }

    public override void ContinueAsNew(object? input, bool preserveUnprocessedEvents = true) => throw new NotSupportedException();
}

using MissionControl.Embedded;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Testing.Conformance;

/// <summary>A started runtime as the facts see it. Ids are the fact's own: a host that shares a task hub between facts keeps them apart.</summary>
public abstract class ConformanceRuntime : IAsyncDisposable
{
    /// <summary>How long a fact waits for what must come. Hosts that know when nothing moves may be more patient: a slow machine is no fault.</summary>
    public virtual TimeSpan Patience => TimeSpan.FromSeconds(2);

    public abstract MissionClient Missions { get; }

    public abstract HubStores Stores { get; }

    public abstract TimeProvider Clock { get; }

    /// <returns>False when the same start had been made before.</returns>
    /// <exception cref="ArgumentException">No orchestrator has that name, or the id is taken by another start.</exception>
    public abstract Task<bool> ScheduleAsync(string name, object? input, string instanceId);

    /// <summary>Null when there is no such instance.</summary>
    public abstract Task<OrchestrationStatus?> GetAsync(string instanceId);

    public abstract Task RaiseEventAsync(string instanceId, string eventName, object? payload, string? eventId = null);

    public abstract Task SuspendAsync(string instanceId, string? reason = null);

    public abstract Task ResumeAsync(string instanceId);

    public abstract Task TerminateAsync(string instanceId, string? reason = null);

    /// <summary>Completes when nothing will happen any more by itself; a host that cannot know waits a moment.</summary>
    public virtual Task SettleAsync() => ElapseAsync(TimeSpan.FromMilliseconds(300));

    /// <summary>Lets time pass: at once where it is virtual, really elsewhere.</summary>
    public virtual async Task ElapseAsync(TimeSpan by)
    {
        if (by > TimeSpan.FromSeconds(2))
        {
            throw Lacks(RuntimeNeeds.VirtualTime);
        }

        using var time = new PeriodicTimer(by, TimeProvider.System);
        await time.WaitForNextTickAsync();
    }

    /// <summary>Kills the process and starts it again.</summary>
    /// <param name="code">What is deployed meanwhile; null = the same.</param>
    /// <param name="downFor">How long nobody runs.</param>
    public virtual Task CrashAsync(OrchestrationRegistry? code = null, TimeSpan downFor = default) => throw Lacks(RuntimeNeeds.Crash);

    /// <summary>The events of the current execution.</summary>
    public virtual Task<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(string instanceId) => throw Lacks(RuntimeNeeds.Replay);

    /// <summary>Waits for what must come true, as long as <see cref="Patience"/> lasts.</summary>
    public async Task UntilAsync(Func<Task<bool>> fact, string what)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        while (!await fact())
        {
            try
            {
                await look.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"After {Patience.TotalSeconds} s still not: {what}.");
            }
        }
    }

    /// <summary>Waits for the end of an instance.</summary>
    public async Task<OrchestrationStatus> EndAsync(string instanceId)
    {
        OrchestrationStatus? status = null;
        await UntilAsync(async () => (status = await GetAsync(instanceId)) is { IsFinal: true }, $"the end of '{instanceId}'");
        return status!;
    }

    /// <summary>Waits until the instance tells this custom status.</summary>
    public Task TellsAsync<T>(string instanceId, T status) => UntilAsync(
        async () => (await GetAsync(instanceId))?.CustomStatus == Wire.Serialize(status),
        $"'{instanceId}' tells {Wire.Serialize(status)}");

    public abstract ValueTask DisposeAsync();

    private NotSupportedException Lacks(RuntimeNeeds need) => new($"{GetType().Name} does not offer {need}, and the fact did not declare it.");
}

using System.Collections.Concurrent;
using MissionControl.Embedded.Hub;

namespace MissionControl.Embedded.Execution;

/// <summary>Those who wait for the end of an instance.</summary>
internal sealed class Completions : IDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<InstanceRow>> _waiting = new(StringComparer.Ordinal);

    public Task<InstanceRow> WhenEnded(string instanceId) =>
        _waiting.GetOrAdd(instanceId, static _ => new TaskCompletionSource<InstanceRow>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Complete(InstanceRow row)
    {
        if (_waiting.TryRemove(row.Id, out var waiting))
        {
            waiting.TrySetResult(row);
        }
    }

    public void Dispose()
    {
        foreach (var waiting in _waiting.Values)
        {
            waiting.TrySetException(new HubUnavailableException("The runtime has stopped.", null));
        }
    }
}

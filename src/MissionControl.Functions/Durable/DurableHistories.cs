using Microsoft.DurableTask.Client;
using MissionControl.AzureStorage.Runs;
using MissionControl.Runtime.History;

namespace MissionControl.Functions.Durable;

/// <summary>Reads the platform's histories in our words.</summary>
internal sealed class DurableHistories(BoundClient bound, Func<DurableInstances> instances) : RunHistories
{
    public override async Task<IReadOnlyList<InstanceHistory>> ReadAsync(string runId, CancellationToken cancellationToken)
    {
        var found = new List<OrchestrationMetadata>();
        await foreach (var instance in instances().AllAsync(runId, null, cancellationToken))
        {
            found.Add(instance);
        }

        var histories = new List<InstanceHistory>();
        foreach (var instance in found)
        {
            var events = await bound.Current.GetOrchestrationHistoryAsync(instance.InstanceId, cancellationToken);
            histories.Add(HistoryTranslation.Of(instance.InstanceId, [.. events]));
        }

        // An id is longer than that of its parent, and executions count up: this is parents before children.
        return HistoryTranslation.WithInputsOfChildren(
            [.. histories.OrderBy(history => history.InstanceId.Count(c => c == '~')).ThenBy(history => history.InstanceId.Length).ThenBy(history => history.InstanceId, StringComparer.Ordinal)]);
    }
}

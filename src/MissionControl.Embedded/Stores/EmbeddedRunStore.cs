using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Stores;

internal sealed class EmbeddedRunStore(HubWriter hub) : RunStore
{
    public override Task<RunRecord?> GetAsync(string runId, CancellationToken cancellationToken) => Task.FromResult(hub.Read(tables => tables.Runs.Find(runId)));

    public override Task<RunRecord?> FindStartAsync(string startKey, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Runs.FindStart(startKey)));

    public override Task<IReadOnlyList<RunRecord>> ListAsync(RunQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Runs.List(query)));

    // Keys grow with time: parents come before children, executions in their order.
    public override Task<IReadOnlyList<InstanceHistory>> ReadHistoryAsync(string runId, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read<IReadOnlyList<InstanceHistory>>(tables =>
            [.. tables.Instances.ReadRun(runId).Select(row => new InstanceHistory(row.Id, row.Parent?.InstanceId, tables.Instances.ReadHistory(row.Key)))]));
}

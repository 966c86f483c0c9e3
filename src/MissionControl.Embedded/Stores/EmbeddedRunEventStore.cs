using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Stores;

internal sealed class EmbeddedRunEventStore(HubWriter hub, Func<EventSignal> signal) : RunEventStore
{
    public override Task<IReadOnlyList<RunEvent>> ReadAsync(string? runId, long after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Events.Read(runId, after, limit)));

    public override Task<long> LastAsync(CancellationToken cancellationToken) => Task.FromResult(hub.Read(tables => tables.Events.Last()));

    public override Task WhenWrittenAsync() => signal().WhenWritten();
}

using MissionControl.AzureStorage.Runs;
using MissionControl.AzureStorage.Tables;

namespace MissionControl.AzureStorage.Events;

/// <summary>An event on its way to an instance.</summary>
/// <param name="EventId">Unique for ever: a second one with it is the same event.</param>
/// <param name="Payload">JSON, with whatever the receiver needs to know it again; null for none.</param>
public sealed record OutboxEvent(string EventId, string InstanceId, string EventName, string? Payload, DateTimeOffset At);

/// <summary>Events that were acknowledged and may not have reached the platform. Once it has one, it is forgotten here.</summary>
public sealed class EventOutbox
{
    private const string Partition = "events";
    private const string Event = "Event";

    private readonly ITableGateway _tables;
    private readonly RunInstances _instances;
    private readonly Action<Exception> _trouble;

    internal EventOutbox(ITableGateway tables, RunInstances instances, Action<Exception> trouble) => (_tables, _instances, _trouble) = (tables, instances, trouble);

    /// <summary>The event is durable when this returns, and raised now or by the sweep. Raised twice, it has the same payload.</summary>
    public async Task RaiseAsync(OutboxEvent raised, CancellationToken cancellationToken)
    {
        var row = new TableRow(Key(raised), new Dictionary<string, object> { [Event] = Wire.Serialize(raised) });
        await _tables.UpsertAsync(StorageNames.Outbox, row, cancellationToken);
        try
        {
            await DeliverAsync(raised, cancellationToken);
        }
        catch (Exception error) when (error is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            _trouble(error);
        }
    }

    /// <summary>Oldest first.</summary>
    internal async Task<IReadOnlyList<OutboxEvent>> ReadAsync(int limit, CancellationToken cancellationToken) =>
        [.. (await _tables.ReadFirstAsync(StorageNames.Outbox, new TableRange(Partition), limit, cancellationToken)).Select(row => Wire.Deserialize<OutboxEvent>(row.Text(Event)!)!)];

    internal async Task DeliverAsync(OutboxEvent raised, CancellationToken cancellationToken)
    {
        await _instances.RaiseEventAsync(raised.InstanceId, raised.EventName, raised.Payload, cancellationToken);
        await _tables.DeleteAsync(StorageNames.Outbox, Key(raised), null, cancellationToken);
    }

    private static TableKey Key(OutboxEvent raised) => new(Partition, $"{KeyText.OldestFirst(raised.At)} {KeyText.Of(raised.EventId)}");
}

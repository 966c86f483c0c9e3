using System.Globalization;
using MissionControl.AzureStorage.Tables;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage.Events;

/// <summary>
/// One row counts, so that numbers follow the order of commits; about fifty events a second is what that allows. A change that is told again, after
/// an interruption, is found by its name and not told twice.
/// </summary>
internal sealed class AzureRunEventStore(ITableGateway tables, TimeProvider clock) : RunEventStore
{
    /// <summary>How long a reader waits for what other processes write.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private const string Partition = "events";
    private const string Last = "Last";
    private const string Event = "Event";
    private const string Sequence = "Sequence";
    private static readonly TableKey Head = new(Partition, "head");

    private TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Numbers the event and writes it, once for each run and name.</summary>
    public async Task TellAsync(RunEvent happened, string name, CancellationToken cancellationToken)
    {
        var once = new TableKey(Partition, $"once {KeyText.Of(happened.RunId)} {KeyText.Of(name)}");
        while (await tables.GetAsync(StorageNames.RunEvents, once, cancellationToken) is null)
        {
            var head = await tables.GetAsync(StorageNames.RunEvents, Head, cancellationToken);
            var number = (head?.Number(Last) ?? 0) + 1;
            var row = new TableRow(Head, new Dictionary<string, object> { [Last] = number }) { Tag = head?.Tag };
            var columns = new Dictionary<string, object> { [Event] = Wire.Serialize(happened with { Sequence = number }) };
            TableChange[] changes =
            [
                head is null ? new TableChange.Insert(row) : new TableChange.Replace(row),
                new TableChange.Insert(new TableRow(once, new Dictionary<string, object> { [Sequence] = number })),
                new TableChange.Insert(new TableRow(OfAll(number), columns)),
                new TableChange.Insert(new TableRow(new TableKey(Partition, OfRun(happened.RunId) + Digits(number)), columns)),
            ];
            if (await tables.TryApplyAsync(StorageNames.RunEvents, changes, cancellationToken))
            {
                break;
            }
        }

        Interlocked.Exchange(ref _written, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    public override async Task<IReadOnlyList<RunEvent>> ReadAsync(string? runId, long after, int limit, CancellationToken cancellationToken)
    {
        var prefix = runId is null ? "all " : OfRun(runId);
        var range = TableRange.StartingWith(Partition, prefix) with { From = prefix + Digits(after < 0 ? 0 : after == long.MaxValue ? after : after + 1) };
        return [.. (await tables.ReadFirstAsync(StorageNames.RunEvents, range, limit, cancellationToken)).Select(row => Wire.Deserialize<RunEvent>(row.Text(Event)!)!)];
    }

    public override async Task<long> LastAsync(CancellationToken cancellationToken) =>
        (await tables.GetAsync(StorageNames.RunEvents, Head, cancellationToken))?.Number(Last) ?? 0;

    public override Task WhenWrittenAsync() => Task.WhenAny(_written.Task, Task.Delay(LookEvery, clock));

    public async Task DeleteRunAsync(string runId, CancellationToken cancellationToken)
    {
        await foreach (var row in tables.ReadAllAsync(StorageNames.RunEvents, TableRange.StartingWith(Partition, OfRun(runId)), cancellationToken))
        {
            await tables.DeleteAsync(StorageNames.RunEvents, OfAll(Wire.Deserialize<RunEvent>(row.Text(Event)!)!.Sequence), null, cancellationToken);
        }

        await tables.DeleteRangeAsync(StorageNames.RunEvents, TableRange.StartingWith(Partition, OfRun(runId)), cancellationToken);
        await tables.DeleteRangeAsync(StorageNames.RunEvents, TableRange.StartingWith(Partition, $"once {KeyText.Of(runId)} "), cancellationToken);
    }

    private static TableKey OfAll(long number) => new(Partition, $"all {Digits(number)}");

    private static string OfRun(string runId) => $"run {KeyText.Of(runId)} ";

    private static string Digits(long number) => number.ToString("d19", CultureInfo.InvariantCulture);
}

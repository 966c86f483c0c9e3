using System.Globalization;
using MissionControl.AzureStorage.Payloads;
using MissionControl.AzureStorage.Tables;
using MissionControl.Telemetry;

namespace MissionControl.AzureStorage.Telemetry;

/// <summary>
/// What runs left, in rows: each run has a partition whose head changes with every write, so that of two writes at once one begins again.
/// Which buckets a write touches is marked before it.
/// </summary>
internal sealed class LedgerRows(ITableGateway tables, PayloadColumns payloads, ChangedRuns changed)
{
    private const string Record = "Record";

    /// <summary>Sorts before all others: a reader of several pages never takes rows of before for those of this head.</summary>
    private const string HeadRow = "head";

    private const string Version = "Version";

    public async Task<MissionRun?> FindRunAsync(string runId, CancellationToken cancellationToken)
    {
        while (await tables.GetAsync(StorageNames.TaskLogs, Key(runId, LedgerEntries.RunRow), cancellationToken) is { } row)
        {
            if (await payloads.ReadAsync<MissionRun>(row, Record, cancellationToken) is { } run)
            {
                return run;
            }
        }

        return null;
    }

    public async Task<RunLedger> ReadAsync(string runId, CancellationToken cancellationToken)
    {
        while (true)
        {
            var rows = new List<TableRow>();
            await foreach (var row in tables.ReadAllAsync(StorageNames.TaskLogs, new TableRange(Partition(runId)), cancellationToken))
            {
                rows.Add(row);
            }

            var head = rows.Find(row => row.Key.Row == HeadRow);
            rows.RemoveAll(row => row.Key.Row == HeadRow);
            if (await ReadAsync(rows, cancellationToken) is { } share)
            {
                return new RunLedger(runId, head?.Number(Version) ?? 0, head?.Tag, share, rows.ToDictionary(row => row.Key.Row, StringComparer.Ordinal));
            }
        }
    }

    /// <summary>Puts what the function makes of the ledger there, as often as it takes.</summary>
    public async Task ChangeAsync(string runId, Func<RunLedger, LedgerChange> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var ledger = await ReadAsync(runId, cancellationToken);
            var entered = change(ledger);
            if (entered.IsEmpty)
            {
                return;
            }

            await changed.MarkAsync(runId, ledger.Version + 1, entered.Buckets, cancellationToken);
            if (await TryWriteAsync(ledger, entered, cancellationToken))
            {
                return;
            }
        }
    }

    /// <summary>Whoever is about to make a change up to that version must begin again. False when somebody else changed it meanwhile.</summary>
    public Task<bool> TryBarAsync(RunLedger ledger, long version, CancellationToken cancellationToken) =>
        tables.TryApplyAsync(StorageNames.TaskLogs, [Head(ledger, version)], cancellationToken);

    private async Task<bool> TryWriteAsync(RunLedger ledger, LedgerChange change, CancellationToken cancellationToken)
    {
        var version = ledger.Version + 1;
        var owner = string.Create(CultureInfo.InvariantCulture, $"telemetry/{KeyText.Of(ledger.RunId)}/{version}/");
        List<TableChange> changes = [Head(ledger, version)];
        foreach (var (row, record) in change.Puts)
        {
            var columns = new Dictionary<string, object>();
            await payloads.WriteAsync(columns, Record, record, owner, cancellationToken);
            changes.Add(new TableChange.Upsert(new TableRow(Key(ledger.RunId, row), columns)));
        }

        if (!await tables.TryApplyAsync(StorageNames.TaskLogs, changes, cancellationToken))
        {
            return false;
        }

        foreach (var row in change.Puts.Keys)
        {
            await payloads.ForgetAsync(ledger.Rows.GetValueOrDefault(row), Record, cancellationToken);
        }

        return true;
    }

    /// <summary>Null when a row was replaced while it was read.</summary>
    private async Task<RunShare?> ReadAsync(List<TableRow> rows, CancellationToken cancellationToken)
    {
        var (logs, interventions) = (new List<TaskLog>(), new List<Intervention>());
        var share = new RunShare { Logs = logs, Interventions = interventions };
        foreach (var row in rows)
        {
            var record = await ReadAsync(row, cancellationToken);
            switch (record)
            {
                case MissionRun run:
                    share = share with { Run = run };
                    break;
                case TaskLog log:
                    logs.Add(log);
                    break;
                case Intervention intervention:
                    interventions.Add(intervention);
                    break;
                case Dictionary<string, string> hands:
                    share = share with { Hands = hands };
                    break;
                default:
                    return null;
            }
        }

        return share;
    }

    private async Task<object?> ReadAsync(TableRow row, CancellationToken cancellationToken) => row.Key.Row switch
    {
        LedgerEntries.RunRow => await payloads.ReadAsync<MissionRun>(row, Record, cancellationToken),
        LedgerEntries.HandsRow => await payloads.ReadAsync<Dictionary<string, string>>(row, Record, cancellationToken),
        var key when key.StartsWith(LedgerEntries.LogPrefix, StringComparison.Ordinal) => await payloads.ReadAsync<TaskLog>(row, Record, cancellationToken),
        _ => await payloads.ReadAsync<Intervention>(row, Record, cancellationToken),
    };

    private static TableChange Head(RunLedger ledger, long version)
    {
        var head = new TableRow(Key(ledger.RunId, HeadRow), new Dictionary<string, object> { [Version] = version }) { Tag = ledger.Tag };
        return ledger.Tag is null ? new TableChange.Insert(head) : new TableChange.Replace(head);
    }

    private static TableKey Key(string runId, string row) => new(Partition(runId), row);

    private static string Partition(string runId) => $"run {KeyText.Of(runId)}";
}

using MissionControl.AzureStorage.Payloads;
using MissionControl.AzureStorage.Tables;
using MissionControl.Missions;
using MissionControl.Telemetry;

namespace MissionControl.AzureStorage.Runs;

/// <summary>Run records in rows: each in a partition of its own, with its claims and the inputs of its executions.</summary>
internal sealed class RunRows(ITableGateway tables, PayloadColumns payloads)
{
    private const string Record = "Record";
    private const string Untold = "Untold";
    private const string Interventions = "Interventions";
    private const string Void = "Void";

    public static string Partition(string runId) => KeyText.Of(runId);

    public static TableKey Key(string runId) => new(Partition(runId), "run");

    public static TableKey InputKey(string runId, string executionId) => new(Partition(runId), $"input {KeyText.Of(executionId)}");

    /// <summary>Null when there is none, or when it was barred.</summary>
    public async Task<RunRow?> FindAsync(string runId, CancellationToken cancellationToken) =>
        await tables.GetAsync(StorageNames.Runs, Key(runId), cancellationToken) is { } row ? await ReadAsync(row, cancellationToken) : null;

    /// <summary>The first row of a run, and the input of its first execution, in one step. False when the run id is taken.</summary>
    public async Task<bool> TryInsertAsync(RunRow run, RunInput input, CancellationToken cancellationToken)
    {
        var barred = await tables.GetAsync(StorageNames.Runs, Key(run.Record.RunId), cancellationToken);
        if (barred is not null && !barred.Flag(Void))
        {
            return false;
        }

        var row = new TableRow(Key(run.Record.RunId), await WriteAsync(run, cancellationToken)) { Tag = barred?.Tag };
        TableChange first = barred is null ? new TableChange.Insert(row) : new TableChange.Replace(row);
        return await tables.TryApplyAsync(StorageNames.Runs, [first, await InputAsync(run.Record, input, cancellationToken)], cancellationToken);
    }

    /// <summary>False, and nothing changed, when the row that was read is not there any more.</summary>
    public async Task<bool> TryReplaceAsync(RunRow run, RunInput? input, CancellationToken cancellationToken)
    {
        var row = new TableRow(Key(run.Record.RunId), await WriteAsync(run, cancellationToken)) { Tag = run.Tag };
        return input is null
            ? await tables.ReplaceAsync(StorageNames.Runs, row, cancellationToken) is not null
            : await tables.TryApplyAsync(StorageNames.Runs, [new TableChange.Replace(row), await InputAsync(run.Record, input, cancellationToken)], cancellationToken);
    }

    public async Task<RunInput?> FindInputAsync(string runId, string executionId, CancellationToken cancellationToken) =>
        await tables.GetAsync(StorageNames.Runs, InputKey(runId, executionId), cancellationToken) is { } row
            ? await payloads.ReadAsync<RunInput>(row, Record, cancellationToken)
            : null;

    /// <summary>From now on nothing that was begun before can put a run there. False when there is one.</summary>
    public async Task<bool> TryBarAsync(string runId, CancellationToken cancellationToken)
    {
        var bar = new TableRow(Key(runId), new Dictionary<string, object> { [Void] = true });
        var there = await tables.GetAsync(StorageNames.Runs, Key(runId), cancellationToken);
        return there is null
            ? await tables.InsertAsync(StorageNames.Runs, bar, cancellationToken) is not null
            : there.Flag(Void) && await tables.ReplaceAsync(StorageNames.Runs, bar with { Tag = there.Tag }, cancellationToken) is not null;
    }

    /// <summary>Writes the row as it is: whoever read it before must read it again.</summary>
    public Task<bool> TryTouchAsync(RunRow run, CancellationToken cancellationToken) => TryReplaceAsync(run, null, cancellationToken);

    /// <summary>The run last: until then the deletion can be taken up again.</summary>
    public async Task DeleteAsync(string runId, CancellationToken cancellationToken)
    {
        foreach (var prefix in (string[])["claim ", "input "])
        {
            await tables.DeleteRangeAsync(StorageNames.Runs, TableRange.StartingWith(Partition(runId), prefix), cancellationToken);
        }

        await tables.DeleteAsync(StorageNames.Runs, Key(runId), null, cancellationToken);
    }

    private async Task<TableChange> InputAsync(RunRecord run, RunInput input, CancellationToken cancellationToken)
    {
        var columns = new Dictionary<string, object>();
        await payloads.WriteAsync(columns, Record, input, PayloadColumns.OfRun(run.RunId), cancellationToken);
        return new TableChange.Upsert(new TableRow(InputKey(run.RunId, run.ExecutionId), columns));
    }

    private async Task<Dictionary<string, object>> WriteAsync(RunRow run, CancellationToken cancellationToken)
    {
        var columns = new Dictionary<string, object>
        {
            [nameof(RunRow.Version)] = run.Version,
            [nameof(RunRow.StatusSince)] = run.StatusSince,
            [nameof(RunRow.WorkSince)] = run.WorkSince,
            [nameof(RunRow.IsScheduled)] = run.IsScheduled,
            [nameof(RunRow.IsClosed)] = run.IsClosed,
            [nameof(RunRow.IsLeaving)] = run.IsLeaving,
        };
        await payloads.WriteAsync(columns, Record, run.Record, PayloadColumns.OfRun(run.Record.RunId), cancellationToken);
        await payloads.WriteAsync(columns, Untold, run.Untold, PayloadColumns.OfRun(run.Record.RunId), cancellationToken);
        if (run.Interventions.Count > 0)
        {
            await payloads.WriteAsync(columns, Interventions, run.Interventions, PayloadColumns.OfRun(run.Record.RunId), cancellationToken);
        }

        return columns;
    }

    private async Task<RunRow?> ReadAsync(TableRow row, CancellationToken cancellationToken) =>
        await payloads.ReadAsync<RunRecord>(row, Record, cancellationToken) is not { } record ? null : new RunRow(record, row.Tag)
        {
            Version = row.Number(nameof(RunRow.Version)) ?? 0,
            StatusSince = row.Number(nameof(RunRow.StatusSince)) ?? 0,
            WorkSince = row.Number(nameof(RunRow.WorkSince)) ?? 0,
            IsScheduled = row.Flag(nameof(RunRow.IsScheduled)),
            IsClosed = row.Flag(nameof(RunRow.IsClosed)),
            IsLeaving = row.Flag(nameof(RunRow.IsLeaving)),
            Untold = await payloads.ReadAsync<Dictionary<long, RunEvent>>(row, Untold, cancellationToken) ?? [],
            Interventions = await payloads.ReadAsync<List<Intervention>>(row, Interventions, cancellationToken) ?? [],
        };
}

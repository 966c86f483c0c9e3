using System.Globalization;
using MissionControl.AzureStorage.Tables;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.AzureStorage.Telemetry;

/// <summary>Enters records into the ledger of their run by the rules of the port: what stands stays, and what ends leaves the hands of agents.</summary>
internal sealed class LedgerEntries
{
    public const string RunRow = "run";
    public const string HandsRow = "hops";
    public const string LogPrefix = "log ";
    public const string InterventionPrefix = "intervention ";

    private readonly Dictionary<string, TaskLog> _logs;
    private readonly Dictionary<string, Intervention> _interventions;
    private readonly Dictionary<string, object> _puts = [];
    private readonly HashSet<string> _buckets = [];
    private MissionRun? _run;
    private Dictionary<string, string> _hands;

    public LedgerEntries(RunLedger ledger)
    {
        _run = ledger.Share.Run;
        _logs = ledger.Share.Logs.ToDictionary(RowOf, StringComparer.Ordinal);
        _interventions = ledger.Share.Interventions.ToDictionary(RowOf, StringComparer.Ordinal);
        _hands = new Dictionary<string, string>(ledger.Share.Hands, StringComparer.Ordinal);
    }

    public LedgerChange Change => new(_puts, _buckets);

    public static LedgerChange Of(RunLedger ledger, TelemetryBatch batch)
    {
        var entries = new LedgerEntries(ledger);
        foreach (var run in batch.Runs)
        {
            entries.Enter(run);
        }

        foreach (var log in batch.TaskLogs)
        {
            entries.Enter(log);
        }

        foreach (var intervention in batch.Interventions)
        {
            entries.Enter(intervention);
        }

        return entries.Change;
    }

    /// <summary>A hop that is given to somebody when its run is over stays with nobody.</summary>
    public static LedgerChange Of(RunLedger ledger, HopAssignment assignment)
    {
        var entries = new LedgerEntries(ledger);
        if (ledger.Share.Run is not { IsFinal: true } && ledger.Share.Hands.GetValueOrDefault(assignment.TaskId) != assignment.AgentId)
        {
            entries.PutHands(new Dictionary<string, string>(ledger.Share.Hands) { [assignment.TaskId] = assignment.AgentId });
        }

        return entries.Change;
    }

    private static string RowOf(TaskLog log) => string.Create(CultureInfo.InvariantCulture, $"{LogPrefix}{KeyText.Of(log.TaskId)} {log.Round}");

    private static string RowOf(Intervention intervention) => InterventionPrefix + KeyText.Of(intervention.Key);

    private void Enter(MissionRun run)
    {
        if (_run?.Stands(run) == true)
        {
            return;
        }

        Put(RunRow, _run, run, Bucket.Of);
        _run = run;
        if (run.IsFinal)
        {
            PutHands([]);
        }
    }

    private void Enter(TaskLog log)
    {
        var row = RowOf(log);
        if (_logs.TryGetValue(row, out var before) && before.Stands(log))
        {
            return;
        }

        Put(row, before, log, Bucket.Of);
        _logs[row] = log;
        PutHands(_hands.Where(hop => hop.Key != log.TaskId).ToDictionary());
    }

    private void Enter(Intervention intervention)
    {
        var row = RowOf(intervention);
        if (_interventions.TryAdd(row, intervention))
        {
            Put(row, null, intervention, Bucket.Of);
        }
    }

    private void PutHands(Dictionary<string, string> hands)
    {
        if (hands.Count > 0 || _hands.Count > 0)
        {
            _hands = hands;
            _puts[HandsRow] = hands;
            _buckets.Add(Bucket.Hands);
        }
    }

    /// <summary>A record that is there as it is needs no second writing.</summary>
    private void Put<T>(string row, T? before, T after, Func<T, string> bucketOf)
        where T : class
    {
        if (before is not null && Wire.Serialize(before) == Wire.Serialize(after))
        {
            return;
        }

        _puts[row] = after;
        _buckets.Add(bucketOf(after));
        if (before is not null)
        {
            _buckets.Add(bucketOf(before));
        }
    }
}

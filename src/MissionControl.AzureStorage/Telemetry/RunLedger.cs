using MissionControl.AzureStorage.Tables;

namespace MissionControl.AzureStorage.Telemetry;

/// <summary>Everything that a run left, as it lay in its partition at one moment.</summary>
/// <param name="Version">Grows by one with every change; 0: nothing was ever written.</param>
/// <param name="Tag">Of its head; null while there is none.</param>
/// <param name="Rows">The rows of the records by row key.</param>
internal sealed record RunLedger(string RunId, long Version, string? Tag, RunShare Share, IReadOnlyDictionary<string, TableRow> Rows);

/// <summary>What a write makes of a ledger.</summary>
/// <param name="Puts">Row key to the record that takes that place.</param>
/// <param name="Buckets">Those that the records leave or come to.</param>
internal sealed record LedgerChange(IReadOnlyDictionary<string, object> Puts, IReadOnlySet<string> Buckets)
{
    public bool IsEmpty => Puts.Count == 0;
}

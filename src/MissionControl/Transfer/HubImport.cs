using System.Text;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Transfer;

/// <summary>Takes reference files and exports in. The same again changes nothing, and what our own runs recorded is never overwritten.</summary>
public sealed class HubImport(TransferPorts ports, TimeProvider clock)
{
    /// <summary>All of the files, with what they record, or nothing.</summary>
    /// <param name="files">By their usual names.</param>
    /// <param name="source">Where they come from, for errors.</param>
    /// <exception cref="ImportFaultException">They are not sound.</exception>
    public async Task<ImportOutcome> ImportFilesAsync(IReadOnlyDictionary<string, byte[]> files, string source, CancellationToken cancellationToken)
    {
        var read = ReferenceImport.Of(files, source, clock.GetUtcNow());
        var counts = read.Counts + await TakeAsync(read.Import, cancellationToken);
        return new ImportOutcome(counts, [.. read.Warnings.Select(warning => warning.ToString())]);
    }

    /// <summary>
    /// Saves versions of missions one by one, then takes files and records in, all of them or none. What was interrupted is completed by the same again.
    /// </summary>
    /// <param name="entries">Of one export, as <see cref="ExportReader"/> gave them: all of it, or a part that holds every reference file or none.</param>
    /// <exception cref="ImportFaultException">The reference files are not sound.</exception>
    public async Task<ImportOutcome> ImportAsync(IReadOnlyList<ExportEntry> entries, string source, CancellationToken cancellationToken)
    {
        var files = Files(entries, source);
        var read = files.Count == 0 ? null : ReferenceImport.Of(files, source, clock.GetUtcNow());
        var counts = read?.Counts ?? new ImportCounts();
        foreach (var versions in entries.Select(entry => entry.MissionVersion).OfType<ExportedVersion>().GroupBy(version => version.MissionId, StringComparer.Ordinal))
        {
            var saved = await new VersionImport(ports.Catalogue).ImportAsync([.. versions.OrderBy(version => version.Number)], cancellationToken);
            counts += new ImportCounts { MissionVersions = saved };
        }

        // What the files record stands in the entries, as the other hub knew it last.
        var import = new PortfolioImport(read?.Import.Files, new TelemetryBatch
        {
            Runs = Last(entries, entry => entry.MissionRun, run => run.RunId),
            TaskLogs = Last(entries, entry => entry.TaskLog, log => log.Key),
            Interventions = Last(entries, entry => entry.Intervention, one => one.Key),
        })
        {
            RiskEvents = Last(entries, entry => entry.RiskEvent, risk => risk.EventId),
            Snapshots = Last(entries, entry => entry.Snapshot, snapshot => snapshot.SnapshotDate),
        };
        counts += await TakeAsync(import, cancellationToken);
        return new ImportOutcome(counts, read?.Warnings.Select(warning => warning.ToString()).ToList() ?? []);
    }

    private async Task<ImportCounts> TakeAsync(PortfolioImport import, CancellationToken cancellationToken)
    {
        var counts = await ImportCounting.CountAsync(ports.Telemetry, import, cancellationToken);
        await ports.Telemetry.Portfolio.ImportAsync(import, cancellationToken);
        return counts;
    }

    private static Dictionary<string, byte[]> Files(IReadOnlyList<ExportEntry> entries, string source)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in entries.Select(entry => entry.ReferenceFile).OfType<ExportedFile>())
        {
            if (!files.TryAdd(file.Name, Encoding.UTF8.GetBytes(file.Content)))
            {
                throw new ImportFaultException(new DocumentError(source, "$", $"it holds {file.Name} twice", "Keep one of them."));
            }
        }

        return files;
    }

    /// <summary>Of records with one key the last one.</summary>
    private static List<T> Last<T, TKey>(IReadOnlyList<ExportEntry> entries, Func<ExportEntry, T?> member, Func<T, TKey> key)
        where T : class
        where TKey : notnull
    {
        var all = new Dictionary<TKey, T>();
        foreach (var record in entries.Select(member).OfType<T>())
        {
            all[key(record)] = record;
        }

        return [.. all.Values];
    }
}

/// <summary>What an import did.</summary>
/// <param name="Warnings">What is odd about the files, each with file and record.</param>
public sealed record ImportOutcome(ImportCounts Counts, IReadOnlyList<string> Warnings);

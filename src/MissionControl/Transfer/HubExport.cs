using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using MissionControl.Reference;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Transfer;

/// <summary>
/// Everything of a hub that another one can take: missions with all their saved versions, imported reference files, and the telemetry of runs that
/// ended. Runs under way, histories, assets and approvals stay where they are. No more than one mission's records are in memory at a time.
/// </summary>
public sealed class HubExport(TransferPorts ports, TimeProvider clock)
{
    private const int MissionPage = 100;
    private const int RiskPage = 500;

    private TelemetryPorts Telemetry => ports.Telemetry;

    /// <summary>Writes the list, entry by entry.</summary>
    public async Task WriteAsync(Stream target, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var written = 0;
        await foreach (var entry in ReadAsync(cancellationToken))
        {
            await target.WriteAsync(Encoding.UTF8.GetBytes(written++ == 0 ? "[\n" : ",\n"), cancellationToken);
            await JsonSerializer.SerializeAsync(target, entry, Wire.Options, cancellationToken);
            progress?.Report(written);
        }

        await target.WriteAsync("\n]\n"u8.ToArray(), cancellationToken);
    }

    public async IAsyncEnumerable<ExportEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        yield return new ExportEntry { Export = new ExportHeader(ExportHeader.MissionControl, ExportHeader.Current, now) };
        await foreach (var version in VersionsAsync(cancellationToken))
        {
            yield return new ExportEntry { MissionVersion = version };
        }

        var files = await FilesAsync(cancellationToken);
        foreach (var (name, content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            yield return new ExportEntry { ReferenceFile = new ExportedFile(name, Encoding.UTF8.GetString(content)) };
        }

        foreach (var snapshot in await Telemetry.Portfolio.ListSnapshotsAsync(null, int.MaxValue, cancellationToken))
        {
            yield return new ExportEntry { Snapshot = snapshot };
        }

        var underWay = await UnderWayAsync(cancellationToken);
        foreach (var mission in await MissionsAsync(files, now, cancellationToken))
        {
            foreach (var entry in RecordsOf(underWay, await Telemetry.Records.ReadAsync(new TelemetryQuery(MissionId: mission), cancellationToken)))
            {
                yield return entry;
            }
        }

        await foreach (var risk in RisksAsync(cancellationToken))
        {
            if (risk.RunId is null || !underWay.Contains(risk.RunId))
            {
                yield return new ExportEntry { RiskEvent = risk };
            }
        }
    }

    private static IEnumerable<ExportEntry> RecordsOf(HashSet<string> underWay, TelemetryBatch records)
    {
        // Those that began meanwhile.
        underWay.UnionWith(records.Runs.Where(IsUnderWay).Select(run => run.RunId));
        return
        [
            .. records.Runs.Where(run => !underWay.Contains(run.RunId)).OrderBy(run => run.StartTime).ThenBy(run => run.RunId, StringComparer.Ordinal)
                .Select(run => new ExportEntry { MissionRun = run }),
            .. records.TaskLogs.Where(log => !underWay.Contains(log.RunId)).OrderBy(log => log.Key, StringComparer.Ordinal).Select(log => new ExportEntry { TaskLog = log }),
            .. records.Interventions.Where(one => !underWay.Contains(one.RunId)).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new ExportEntry { Intervention = one }),
        ];
    }

    /// <summary>One of our own that goes on; an imported record of a run goes with the others, whatever it says.</summary>
    private static bool IsUnderWay(MissionRun run) => run is { IsActive: true, Origin: TelemetryOrigin.Own };

    private async Task<IReadOnlyDictionary<string, byte[]>> FilesAsync(CancellationToken cancellationToken) =>
        (await Telemetry.Portfolio.ReadFilesAsync(null, cancellationToken))?.Files ?? new Dictionary<string, byte[]>();

    private async Task<HashSet<string>> UnderWayAsync(CancellationToken cancellationToken) =>
        (await Telemetry.Records.ListActiveAsync(cancellationToken)).Where(IsUnderWay).Select(run => run.RunId).ToHashSet(StringComparer.Ordinal);

    /// <summary>Every mission that a record may be of.</summary>
    private async Task<IReadOnlyList<string>> MissionsAsync(IReadOnlyDictionary<string, byte[]> files, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var recorded = ReferenceReader.Read(files.GetValueOrDefault).Set;
        var ended = await Telemetry.Records.CountAsync(now, cancellationToken);
        return
        [
            .. ended.Missions.Keys
                .Concat((await Telemetry.Records.ListActiveAsync(cancellationToken)).Select(run => run.MissionId))
                .Concat(recorded.Runs.Select(run => run.MissionId))
                .Concat(recorded.TaskLogs.Select(log => log.MissionId))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
    }

    private async IAsyncEnumerable<ExportedVersion> VersionsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        while (await ports.Catalogue.ListAsync(after, MissionPage, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var mission in page)
            {
                foreach (var version in (await ports.Catalogue.VersionsAsync(mission.MissionId, cancellationToken)).OrderBy(version => version.Number))
                {
                    if (await ports.Catalogue.GetAsync(version.MissionId, version.Number, cancellationToken) is { } saved)
                    {
                        yield return ExportedVersion.Of(saved.Version, saved.Document);
                    }
                }
            }

            after = page[^1].MissionId;
        }
    }

    private async IAsyncEnumerable<Risk.RiskEvent> RisksAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new RiskQuery(Limit: RiskPage);
        do
        {
            var page = await Telemetry.Risks.ListAsync(query, cancellationToken);
            foreach (var risk in page.Items)
            {
                yield return risk;
            }

            query = query with { Cursor = page.Cursor };
        }
        while (query.Cursor is not null);
    }
}

using MissionControl.Portfolio;
using MissionControl.Risk;

namespace MissionControl.Runtime;

/// <summary>Snapshots, triggers, ticks and imported reference files. A write that returned is on disk.</summary>
public abstract class PortfolioStore
{
    /// <summary>
    /// Puts the snapshot in the place of the one of its day. One that was read from a file stays, and so does one that was computed for a later time.
    /// </summary>
    public abstract Task SaveSnapshotAsync(PortfolioSnapshot snapshot, CancellationToken cancellationToken);

    /// <summary>Newest day first, from the day on that is given.</summary>
    /// <param name="until">Null: from the newest on.</param>
    public abstract Task<IReadOnlyList<PortfolioSnapshot>> ListSnapshotsAsync(DateOnly? until, int limit, CancellationToken cancellationToken);

    /// <summary>Puts the rollup in the place of the one of its day, unless that one was computed for a later time.</summary>
    public abstract Task SaveRollupAsync(DailyRiskRollup rollup, CancellationToken cancellationToken);

    /// <summary>Newest day first.</summary>
    public abstract Task<IReadOnlyList<DailyRiskRollup>> ListRollupsAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Those whose condition held at the last evaluation, by type.</summary>
    public abstract Task<IReadOnlyList<ExecutiveTrigger>> ListTriggersAsync(CancellationToken cancellationToken);

    /// <summary>Triggers that fired, cleared ones with the time when they cleared, latest first.</summary>
    public abstract Task<IReadOnlyList<ExecutiveTrigger>> ListTriggerHistoryAsync(int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Gives the function the active triggers and keeps what it makes of them, as often as it takes until nobody came in between. In the same step
    /// a notice is left for each trigger that fired or cleared (<see cref="TriggerNotification"/>).
    /// </summary>
    public abstract Task<TriggerChange> ChangeTriggersAsync(Func<IReadOnlyList<ExecutiveTrigger>, TriggerChange> change, CancellationToken cancellationToken);

    /// <summary>When the schedule last ticked; null before its first tick.</summary>
    public abstract Task<DateTimeOffset?> FindTickAsync(string schedule, CancellationToken cancellationToken);

    /// <summary>The schedule ticked for that time; an earlier time than the one that is there changes nothing.</summary>
    public abstract Task SaveTickAsync(string schedule, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the records in, each as its own store's write would and risk events unless one stands (<see cref="Risk.RiskEvent.Stands"/>), and the files in
    /// place of those that were imported before: all of it or nothing.
    /// Where storage has no such step, the files come last, and the same call again completes one that was interrupted.
    /// </summary>
    public abstract Task ImportAsync(PortfolioImport import, CancellationToken cancellationToken);

    /// <summary>The files that were imported last; null when none were, or when they are those of <paramref name="knownVersion"/>.</summary>
    public abstract Task<ImportedFiles?> ReadFilesAsync(string? knownVersion, CancellationToken cancellationToken);
}

/// <summary>What another program, or another hub, recorded.</summary>
public sealed record PortfolioImport(ImportedFiles? Files, TelemetryBatch Telemetry)
{
    public IReadOnlyList<Risk.RiskEvent> RiskEvents { get; init; } = [];

    public IReadOnlyList<PortfolioSnapshot> Snapshots { get; init; } = [];
}

/// <summary>Reference files as they were imported, by their usual names.</summary>
/// <param name="Version">SHA-256 over names and contents: the same for the same files.</param>
public sealed record ImportedFiles(string Version, DateTimeOffset ImportedAt, IReadOnlyDictionary<string, byte[]> Files)
{
    public static ImportedFiles Of(IReadOnlyDictionary<string, byte[]> files, DateTimeOffset at)
    {
        var parts = files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key} {Wire.Sha256(file.Value)}");
        return new ImportedFiles(Wire.Sha256(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', parts))), at, files);
    }
}

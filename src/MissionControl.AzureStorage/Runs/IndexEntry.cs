using MissionControl.AzureStorage.Tables;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage.Runs;

/// <summary>A row of the index: enough to find the run, and to clear up after a start that never came to be.</summary>
internal sealed record IndexEntry(TableKey Key, string RunId, string MissionId, string DefinitionHash, DateTimeOffset CreatedAt, long Version, DateTimeOffset WrittenAt)
{
    public static TableRow Write(TableKey key, RunRow run, DateTimeOffset at) => new(key, new Dictionary<string, object>
    {
        [nameof(RunId)] = run.Record.RunId,
        [nameof(MissionId)] = run.Record.MissionId,
        [nameof(DefinitionHash)] = run.Record.DefinitionHash,
        [nameof(CreatedAt)] = run.Record.CreatedAt.UtcTicks,
        [nameof(Version)] = run.Version,
        [nameof(WrittenAt)] = at,
    });

    public static IndexEntry Read(TableRow row) => new(
        row.Key,
        row.Text(nameof(RunId))!,
        row.Text(nameof(MissionId))!,
        row.Text(nameof(DefinitionHash))!,
        new DateTimeOffset(row.Number(nameof(CreatedAt))!.Value, TimeSpan.Zero),
        row.Number(nameof(Version))!.Value,
        row.Time(nameof(WrittenAt))!.Value);

    /// <summary>True when the run as it stands has this row.</summary>
    public bool IsTrueOf(RunRow? run) => run is { IsLeaving: false } && RunPlaces.Of(run).Contains(Key);

    /// <summary>True when the change that the row speaks of was made, or can be made no more, and the run does not have it.</summary>
    public bool IsDeadIn(RunRow run) => run.Version >= Version && !RunPlaces.Of(run).Contains(Key);
}

/// <summary>What one page found so far.</summary>
internal sealed class IndexWalk(int limit)
{
    private int _stale;

    public List<RunRecord> Found { get; } = [];

    /// <summary>The place of the last row that was looked at.</summary>
    public RunPlace? Place { get; private set; }

    public int Room => Math.Min(limit - Found.Count, RunIndex.MostStale);

    public bool IsOver => Found.Count >= limit || _stale >= RunIndex.MostStale;

    public void Look(IndexEntry entry, RunRow? run)
    {
        if (IsOver)
        {
            return;
        }

        Place = new RunPlace(entry.CreatedAt, entry.RunId);
        if (entry.IsTrueOf(run))
        {
            Found.Add(run!.Record);
        }
        else
        {
            _stale++;
        }
    }
}

using System.Globalization;
using MissionControl.AzureStorage.Tables;
using MissionControl.Missions;

namespace MissionControl.AzureStorage.Runs;

/// <summary>Where a run stands in the index. Names hold the version that made them, so that no two changes ever mean the same row.</summary>
internal static class RunPlaces
{
    public const string Work = "work";

    public static IReadOnlyList<TableKey> Of(RunRow run)
    {
        var record = run.Record;
        var month = KeyText.Month(record.CreatedAt);
        List<TableKey> places =
        [
            Place(Partition(null, null, month), record, 0),
            Place(Partition(record.MissionId, null, month), record, 0),
            Place(Partition(null, record.Status, month), record, run.StatusSince),
            Place(Partition(record.MissionId, record.Status, month), record, run.StatusSince),
        ];
        if (run.WorkSince > 0)
        {
            places.Add(new TableKey(Work, $"{KeyText.OldestFirst(record.CreatedAt)} {KeyText.Of(record.RunId)} {Digits(run.WorkSince)}"));
        }

        return places;
    }

    /// <summary>The rows of a month that a query reads.</summary>
    public static string Partition(string? missionId, RunStatus? status, string month) =>
        (missionId, status) switch
        {
            (null, null) => $"all {month}",
            (null, { } word) => $"status {Wire.Word(word)} {month}",
            ({ } mission, null) => $"mission {KeyText.Of(mission)} {month}",
            ({ } mission, { } word) => $"mission {KeyText.Of(mission)} {Wire.Word(word)} {month}",
        };

    /// <summary>The first row after every row of the run that has this place.</summary>
    public static string After(DateTimeOffset createdAt, string runId) => $"{KeyText.NewestFirst(createdAt)} {KeyText.Of(runId)}!";

    private static TableKey Place(string partition, RunRecord record, long since) =>
        new(partition, $"{KeyText.NewestFirst(record.CreatedAt)} {KeyText.Of(record.RunId)} {Digits(since)}");

    private static string Digits(long version) => version.ToString(CultureInfo.InvariantCulture);
}

using MissionControl.AzureStorage.Tables;
using MissionControl.Telemetry;

namespace MissionControl.AzureStorage.Telemetry;

/// <summary>Where a record counts. Each lies in one bucket at a time: the UTC hour of its end, or one of those that are no hours.</summary>
internal static class Bucket
{
    /// <summary>Runs that are not over.</summary>
    public const string Active = "active";

    /// <summary>Logs whose end nobody knows: they count for their agents and in no hour.</summary>
    public const string Timeless = "none";

    /// <summary>Hops in the hands of agents.</summary>
    public const string Hands = "hands";

    public static string Of(MissionRun run) => run.IsActive ? Active : KeyText.Hour(run.CountedAt);

    public static string Of(TaskLog log) => log.EndedAt is { } at ? KeyText.Hour(at) : Timeless;

    public static string Of(Intervention intervention) => KeyText.Hour(intervention.At);

    /// <summary>True of those whose records add up to a tally.</summary>
    public static bool IsCounted(string bucket) => bucket is not (Active or Hands);

    public static bool IsHour(string bucket) => bucket is not (Active or Hands or Timeless);

    public static string Table(string bucket) => bucket switch
    {
        Active => StorageNames.TaskLogs,
        Hands => StorageNames.AgentStats,
        _ => StorageNames.PortfolioHours,
    };

    public static string Partition(string bucket) => IsCounted(bucket) ? $"hour {bucket}" : bucket;
}

using System.Text.Json.Serialization;
using MissionControl.Portfolio;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.AzureStorage.Telemetry;

/// <summary>What a run left, or the part of it that lies in one bucket.</summary>
internal sealed record RunShare
{
    public static RunShare Nothing { get; } = new();

    public MissionRun? Run { get; init; }

    public IReadOnlyList<TaskLog> Logs { get; init; } = [];

    public IReadOnlyList<Intervention> Interventions { get; init; } = [];

    /// <summary>Task id to the agent that has the hop in hand.</summary>
    public IReadOnlyDictionary<string, string> Hands { get; init; } = new Dictionary<string, string>();

    [JsonIgnore]
    public bool IsEmpty => Run is null && Logs.Count == 0 && Interventions.Count == 0 && Hands.Count == 0;

    public RunShare Of(string bucket) => new()
    {
        Run = Run is not null && Bucket.Of(Run) == bucket ? Run : null,
        Logs = [.. Logs.Where(log => Bucket.Of(log) == bucket)],
        Interventions = [.. Interventions.Where(one => Bucket.Of(one) == bucket)],
        Hands = bucket == Bucket.Hands ? Hands : Nothing.Hands,
    };

    public void AddTo(HourTally tally)
    {
        if (Run is not null)
        {
            tally.Add(Run);
        }

        foreach (var log in Logs)
        {
            tally.Add(log);
        }

        foreach (var intervention in Interventions)
        {
            tally.Add(intervention);
        }
    }
}

/// <summary>Reading many shares as one batch.</summary>
internal static class RunShares
{
    public static TelemetryBatch Fitting(this IReadOnlyCollection<RunShare> shares, TelemetryQuery query) => new()
    {
        Runs = [.. shares.Select(share => share.Run).OfType<MissionRun>().Where(run => Fits(query, run.RunId, run.MissionId) && (query.Since is null || run.IsActive || run.CountedAt >= query.Since))],
        TaskLogs = [.. shares.SelectMany(share => share.Logs).Where(log => Fits(query, log.RunId, log.MissionId) && (query.Since is null || log.EndedAt >= query.Since))],
        Interventions = [.. shares.SelectMany(share => share.Interventions).Where(one => Fits(query, one.RunId, one.MissionId) && (query.Since is null || one.At >= query.Since))],
    };

    private static bool Fits(TelemetryQuery query, string runId, string missionId) => (query.RunId ?? runId) == runId && (query.MissionId ?? missionId) == missionId;
}

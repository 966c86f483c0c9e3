using MissionControl.Missions;

namespace MissionControl.Runtime;

/// <summary>Which final runs are purged: those that ended at least so long ago, with one of these statuses.</summary>
/// <param name="OlderThan">Since the run ended; zero for any.</param>
/// <param name="Statuses">Final ones.</param>
public sealed record PurgeQuery(TimeSpan OlderThan, IReadOnlyList<RunStatus> Statuses)
{
    /// <summary>Every status that a purge can name.</summary>
    public static IReadOnlyList<RunStatus> FinalStatuses { get; } = [RunStatus.Completed, RunStatus.Failed, RunStatus.Rejected, RunStatus.Terminated];

    /// <exception cref="ArgumentException">A status is not final, or the age is below zero; nothing was purged.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(OlderThan, TimeSpan.Zero);
        foreach (var status in Statuses.Except(FinalStatuses))
        {
            throw new ArgumentException($"Runs that are {Wire.Word(status)} cannot be purged. Final are: {string.Join(", ", FinalStatuses.Select(one => Wire.Word(one)))}.");
        }
    }
}

/// <summary>What a purge did.</summary>
/// <param name="Purged">So many runs are gone.</param>
/// <param name="StillEnding">Runs that were left because a hop or an approval of theirs is still about to end; a later purge takes them.</param>
public sealed record PurgeOutcome(int Purged, IReadOnlyList<string> StillEnding);

using MissionControl.Missions;

namespace MissionControl.Cli.Runs;

/// <summary>What a verb left in the hub.</summary>
internal abstract record Recorded
{
    private Recorded()
    {
    }

    /// <summary>The run is to be brought forward.</summary>
    public sealed record GoOn(RunRecord Run) : Recorded;

    /// <summary>All is said; nothing is brought forward.</summary>
    public sealed record Over(int ExitCode) : Recorded;
}

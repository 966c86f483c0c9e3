using MissionControl.Missions;

namespace MissionControl.Hops;

/// <summary>How a round of a hop ended.</summary>
internal abstract record HopEnd
{
    private HopEnd()
    {
    }

    public sealed record Done : HopEnd;

    public sealed record Failed(RunError Error) : HopEnd;

    public sealed record Rejected(RunError Error) : HopEnd;

    /// <summary>The mission told it to stop.</summary>
    public sealed record Stopped : HopEnd;
}

/// <summary>Error types that the core itself gives hops and runs.</summary>
public static class HopErrors
{
    public const string NoAgent = "no_agent";
    public const string Rejected = "rejected";
    public const string ApprovalExpired = "approval_expired";
    public const string ApprovalFailed = "approval_failed";
    public const string HopTimeout = "hop_timeout";
    public const string RunTimeout = "run_timeout";
    public const string MissingExport = "missing_export";
    public const string Stopped = "stopped";
    public const string SkippedInput = "skipped_input";
}

namespace MissionControl.Embedded.Hub;

/// <summary>How the committer groups, and where a test lets the process die.</summary>
internal sealed record CommitLimits
{
    /// <summary>Units per transaction.</summary>
    public int BatchSize { get; init; } = 512;

    /// <summary>Bytes per transaction; a unit that has more goes alone.</summary>
    public int BatchBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Up to so many units are answered on the committer's thread; more would hold the next transaction up.</summary>
    public int AnswerInline { get; init; } = 4;

    /// <summary>While more units wait, what can wait is left out of every second transaction.</summary>
    public int Quiet { get; init; } = 64;

    /// <summary>The n-th transaction never happens, and nothing after it. 0 = never.</summary>
    public int CrashBeforeCommit { get; init; }

    /// <summary>The n-th transaction is on disk, but nobody hears of it. 0 = never.</summary>
    public int CrashAfterCommit { get; init; }

    public bool CrashBefore(int commit) => commit == CrashBeforeCommit;

    public bool CrashAfter(int commit) => commit == CrashAfterCommit;
}

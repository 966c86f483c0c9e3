using MissionControl.Missions;
using MissionControl.Telemetry;

namespace MissionControl.AzureStorage.Runs;

/// <summary>A run's record with what the stores still have to do for it. It changes only by compare-and-set.</summary>
/// <param name="Tag">Null until it was written.</param>
internal sealed record RunRow(RunRecord Record, string? Tag)
{
    /// <summary>Grows by one with every change.</summary>
    public long Version { get; init; }

    /// <summary>The version since which it has its status: part of the names of its rows in the index.</summary>
    public long StatusSince { get; init; }

    /// <summary>The version since which it stands in the sweep's list; 0: it does not.</summary>
    public long WorkSince { get; init; }

    /// <summary>True once the current execution was handed to the platform.</summary>
    public bool IsScheduled { get; init; }

    /// <summary>True once everything that ends with the run has ended.</summary>
    public bool IsClosed { get; init; }

    /// <summary>True while it is being deleted: nobody reads it any more.</summary>
    public bool IsLeaving { get; init; }

    /// <summary>Changes that the feed of run events does not have yet, by the version that made them.</summary>
    public IReadOnlyDictionary<long, RunEvent> Untold { get; init; } = new Dictionary<long, RunEvent>();

    /// <summary>What people did to the run and telemetry does not have yet.</summary>
    public IReadOnlyList<Intervention> Interventions { get; init; } = [];

    /// <summary>True while an interruption would leave something undone.</summary>
    public bool NeedsWork => IsLeaving || !IsScheduled || Untold.Count > 0 || Interventions.Count > 0 || (Record.IsFinal && !IsClosed);

    /// <summary>What follows this row: its version, and since when it has its status and its place in the sweep's list.</summary>
    public RunRow Following(RunRow before)
    {
        var next = this with { Version = before.Version + 1, Tag = before.Tag };
        return next with
        {
            StatusSince = next.Record.Status == before.Record.Status ? before.StatusSince : next.Version,
            WorkSince = !next.NeedsWork ? 0 : before.WorkSince > 0 ? before.WorkSince : next.Version,
        };
    }
}

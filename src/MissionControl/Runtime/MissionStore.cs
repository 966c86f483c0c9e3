using MissionControl.Missions;

namespace MissionControl.Runtime;

/// <summary>The missions that can be started by their id, with every version that was saved. A put that returned is on disk.</summary>
public abstract class MissionStore
{
    /// <summary>The newest version of each mission, by id, from the one after <paramref name="afterId"/> on.</summary>
    public abstract Task<IReadOnlyList<MissionVersion>> ListAsync(string? afterId, int limit, CancellationToken cancellationToken);

    /// <summary>Every version of one mission, newest first; empty when there is none.</summary>
    public abstract Task<IReadOnlyList<MissionVersion>> VersionsAsync(string missionId, CancellationToken cancellationToken);

    /// <summary>One version, the newest when <paramref name="number"/> is null, with the document's bytes.</summary>
    public abstract Task<SavedMission?> GetAsync(string missionId, int? number, CancellationToken cancellationToken);

    /// <summary>
    /// Saves the next version. The same bytes as the newest version are that version: nothing is saved.
    /// With <see cref="MissionPut.Expected"/> nothing is saved either unless the newest version has that hash.
    /// </summary>
    public abstract Task<MissionPutOutcome> PutAsync(MissionPut put, CancellationToken cancellationToken);
}

/// <param name="Expected">SHA-256 of the version that is to be replaced; empty: there must be none; null: whatever is there.</param>
public sealed record MissionPut(string MissionId, string Name, byte[] Document, DateTimeOffset At, string? By, string? Expected);

/// <param name="Version">The newest version as it stands now; null when there is none.</param>
/// <param name="Saved">True when this call made it.</param>
/// <param name="Fits">False: the newest version is not the expected one, and nothing was saved.</param>
public sealed record MissionPutOutcome(MissionVersion? Version, bool Saved, bool Fits);

public sealed record SavedMission(MissionVersion Version, byte[] Document);

namespace MissionControl.Http.Missions;

/// <summary>Missions that a server brings along, for example from its data directory. One that was saved under the same id takes its place.</summary>
public abstract class MissionLibrary
{
    /// <summary>Their ids, in order.</summary>
    public abstract Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Null when there is none of that id.</summary>
    public abstract Task<LibraryMission?> FindAsync(string missionId, CancellationToken cancellationToken);
}

/// <param name="DataDirectory">Where its runs find agents and what their tools read; null: among the files that were imported.</param>
public sealed record LibraryMission(byte[] Document, string? DataDirectory);

namespace MissionControl.Http.Missions;

/// <summary>Missions that a server brings along, for example from its data directory. One that was saved under the same id takes its place.</summary>
public abstract class MissionLibrary
{
    /// <summary>Their ids, in order.</summary>
    public abstract Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The document's bytes; null when there is none of that id.</summary>
    public abstract Task<byte[]?> FindAsync(string missionId, CancellationToken cancellationToken);
}

using MissionControl.Portfolio;
using MissionControl.Reference;

namespace MissionControl.Http.Missions;

/// <summary>The missions of the reference files that were imported last; their runs find agents and recorded work among those files.</summary>
public sealed class ImportedMissions(HubPortfolio portfolio) : MissionLibrary
{
    public override async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await portfolio.ReferenceAsync(cancellationToken)).Missions.Select(mission => mission.MissionId).Where(Identifier.IsValid).Distinct().Order(StringComparer.Ordinal)];

    /// <returns>Null as well of a mission whose rows make no document: its import said why.</returns>
    public override async Task<LibraryMission?> FindAsync(string missionId, CancellationToken cancellationToken)
    {
        var reference = await portfolio.ReferenceAsync(cancellationToken);
        return reference.FindMission(missionId) is not null && ReferenceMission.Build(reference, missionId).Document is { } document
            ? new LibraryMission(document, null)
            : null;
    }
}

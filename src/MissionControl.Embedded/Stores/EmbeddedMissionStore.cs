using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Stores;

internal sealed class EmbeddedMissionStore(HubWriter hub) : MissionStore
{
    public override Task<IReadOnlyList<MissionVersion>> ListAsync(string? afterId, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Catalogue.List(afterId, limit)));

    public override Task<IReadOnlyList<MissionVersion>> VersionsAsync(string missionId, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Catalogue.Versions(missionId)));

    public override Task<SavedMission?> GetAsync(string missionId, int? number, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Catalogue.Find(missionId, number)));

    public override Task<MissionPutOutcome> PutAsync(MissionPut put, CancellationToken cancellationToken)
    {
        Identifier.Check(put.MissionId, "Mission");
        return hub.WriteAsync(tables => tables.Catalogue.Put(put), cancellationToken);
    }
}

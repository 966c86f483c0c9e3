using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Hub;

/// <summary>Saved missions, every version whole.</summary>
internal abstract class CatalogueTable
{
    public abstract IReadOnlyList<MissionVersion> List(string? afterId, int limit);

    public abstract IReadOnlyList<MissionVersion> Versions(string missionId);

    public abstract SavedMission? Find(string missionId, int? number);

    public abstract void Insert(MissionVersion version, byte[] document);

    public MissionPutOutcome Put(MissionPut put)
    {
        var newest = Find(put.MissionId, null)?.Version;
        if (put.Expected is { } expected && expected != (newest?.Sha256 ?? ""))
        {
            return new MissionPutOutcome(newest, Saved: false, Fits: false);
        }

        var hash = Wire.Sha256(put.Document);
        if (newest?.Sha256 == hash)
        {
            return new MissionPutOutcome(newest, Saved: false, Fits: true);
        }

        var version = new MissionVersion(put.MissionId, (newest?.Number ?? 0) + 1, hash, put.Name, put.At, put.By);
        Insert(version, put.Document);
        return new MissionPutOutcome(version, Saved: true, Fits: true);
    }
}

using MissionControl.Access;
using MissionControl.Embedded.Hub;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Memory;

internal sealed class MemoryEvents : EventTable
{
    private readonly List<RunEvent> _events = [];
    private long _last;

    public override void Add(RunEvent happened) => _events.Add(happened with { Sequence = ++_last });

    public override IReadOnlyList<RunEvent> Read(string? runId, long after, int limit) =>
        [.. _events.Where(happened => happened.Sequence > after && (runId ?? happened.RunId) == happened.RunId).Take(limit)];

    public override long Last() => _last;

    public override void DeleteRun(string runId) => _events.RemoveAll(happened => happened.RunId == runId);
}

internal sealed class MemoryCatalogue : CatalogueTable
{
    private readonly SortedDictionary<string, List<SavedMission>> _missions = new(StringComparer.Ordinal);

    public override IReadOnlyList<MissionVersion> List(string? afterId, int limit) =>
        [.. _missions.Where(mission => string.CompareOrdinal(mission.Key, afterId) > 0).Take(limit).Select(mission => mission.Value[^1].Version)];

    public override IReadOnlyList<MissionVersion> Versions(string missionId) =>
        _missions.TryGetValue(missionId, out var versions) ? [.. Enumerable.Reverse(versions).Select(saved => saved.Version)] : [];

    public override SavedMission? Find(string missionId, int? number) => !_missions.TryGetValue(missionId, out var versions) ? null
        : number is null ? versions[^1]
        : versions.Find(saved => saved.Version.Number == number);

    public override void Insert(MissionVersion version, byte[] document)
    {
        if (!_missions.TryGetValue(version.MissionId, out var versions))
        {
            _missions[version.MissionId] = versions = [];
        }

        versions.Add(new SavedMission(version, document));
    }
}

internal sealed class MemoryKeys : KeyTable
{
    private readonly Dictionary<string, ApiKey> _keys = new(StringComparer.Ordinal);
    private readonly List<AccessRefusal> _refusals = [];

    public override ApiKey? Find(string keyId) => _keys.GetValueOrDefault(keyId);

    public override IReadOnlyList<ApiKey> List() => [.. _keys.Values.OrderBy(key => key.CreatedAt).ThenBy(key => key.KeyId, StringComparer.Ordinal)];

    public override void Save(ApiKey key) => _keys[key.KeyId] = key;

    public override void Refused(AccessRefusal refusal)
    {
        var same = _refusals.FindIndex(one => IsSame(one, refusal));
        if (same >= 0)
        {
            _refusals[same] = _refusals[same] with { Count = _refusals[same].Count + 1 };
            return;
        }

        _refusals.Add(refusal);
        if (_refusals.Count > ApiKeyStore.MostRefusals)
        {
            _refusals.RemoveAt(0);
        }
    }

    public override IReadOnlyList<AccessRefusal> Refusals(int limit) => [.. Enumerable.Reverse(_refusals).Take(limit)];
}

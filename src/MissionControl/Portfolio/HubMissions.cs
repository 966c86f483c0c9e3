using System.Collections.Concurrent;
using MissionControl.Missions;
using MissionControl.Reference;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Portfolio;

/// <summary>What a hub knows of its missions. Documents are read once, which their hash allows.</summary>
internal sealed class HubMissions(DefinitionStore definitions, MissionStore catalogue)
{
    private const int PageSize = 200;
    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<string, PortfolioMission?> _documents = new(StringComparer.Ordinal);

    /// <summary>
    /// Each mission once: those of the imported files in file order, then by id those that have a document, then those of which only records speak.
    /// A document is the newest that was saved, else the one that the latest run of our own is pinned to.
    /// </summary>
    /// <param name="runs">The latest runs of each mission.</param>
    public async Task<IReadOnlyList<PortfolioMission>> ListAsync(ReferenceSet reference, IEnumerable<MissionRun> runs, CancellationToken cancellationToken)
    {
        var imported = PortfolioMission.Of(reference);
        var missions = imported.Where(mission => reference.FindMission(mission.MissionId) is not null).ToList();
        var known = missions.Select(mission => mission.MissionId).ToHashSet(StringComparer.Ordinal);
        var others = new SortedDictionary<string, PortfolioMission>(StringComparer.Ordinal);
        await foreach (var mission in SavedAsync(known, cancellationToken))
        {
            others[mission.MissionId] = mission;
        }

        var bare = imported.Where(mission => !known.Contains(mission.MissionId)).ToDictionary(mission => mission.MissionId, StringComparer.Ordinal);
        foreach (var ofMission in runs.Where(run => !known.Contains(run.MissionId) && !others.ContainsKey(run.MissionId)).GroupBy(run => run.MissionId, StringComparer.Ordinal))
        {
            if (await PinnedAsync(ofMission, cancellationToken) is { } pinned)
            {
                others[ofMission.Key] = pinned;
            }
            else
            {
                bare.TryAdd(ofMission.Key, new PortfolioMission(ofMission.Key, ofMission.Key));
            }
        }

        return [.. missions, .. others.Values, .. bare.Values.Where(mission => !others.ContainsKey(mission.MissionId)).OrderBy(mission => mission.MissionId, StringComparer.Ordinal)];
    }

    private async IAsyncEnumerable<PortfolioMission> SavedAsync(HashSet<string> known, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        IReadOnlyList<MissionVersion> page;
        do
        {
            page = await catalogue.ListAsync(after, PageSize, cancellationToken);
            foreach (var version in page.Where(version => !known.Contains(version.MissionId)))
            {
                var mission = await ReadAsync(version.Sha256, async () => (await catalogue.GetAsync(version.MissionId, version.Number, cancellationToken))?.Document);
                if (mission is not null)
                {
                    yield return mission;
                }
            }

            after = page.Count == 0 ? null : page[^1].MissionId;
        }
        while (page.Count == PageSize);
    }

    private async Task<PortfolioMission?> PinnedAsync(IEnumerable<MissionRun> runs, CancellationToken cancellationToken)
    {
        foreach (var run in runs.OrderByDescending(run => run.StartTime).ThenByDescending(run => run.RunId, StringComparer.Ordinal))
        {
            if (run.DefinitionHash is { } hash && await ReadAsync(hash, () => definitions.GetAsync(hash, cancellationToken)) is { } mission && mission.MissionId == run.MissionId)
            {
                return mission;
            }
        }

        return null;
    }

    /// <summary>Null for a document that is gone or not sound.</summary>
    private async Task<PortfolioMission?> ReadAsync(string hash, Func<Task<byte[]?>> document)
    {
        if (_documents.TryGetValue(hash, out var kept))
        {
            return kept;
        }

        if (await document() is not { } bytes)
        {
            return null;
        }

        if (_documents.Count >= MostKept)
        {
            _documents.Clear();
        }

        return _documents[hash] = MissionDocument.Read(bytes, hash) is MissionDocumentReading.Sound sound ? PortfolioMission.Of(sound.Definition) : null;
    }
}

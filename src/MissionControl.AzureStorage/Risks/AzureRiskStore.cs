using MissionControl.AzureStorage.Tables;
using MissionControl.Risk;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage.Risks;

/// <summary>
/// A change is one batch as long as it is of few events; a larger one is several, and whoever comes in between makes the function look again. The
/// mission's head is read before its events and replaced with them.
/// </summary>
internal sealed class AzureRiskStore(RiskRows risks) : RiskStore
{
    /// <summary>A page that looked at this many events that do not fit gives up with a cursor.</summary>
    private const int MostUnfit = 100;

    public override async Task<IReadOnlyList<RiskEvent>> ChangeAsync(
        string missionId, string? runId, Func<IReadOnlyList<RiskEvent>, IReadOnlyList<RiskEvent>> change, CancellationToken cancellationToken, bool ofRunAlone = false)
    {
        while (true)
        {
            var head = await risks.HeadAsync(missionId, cancellationToken);
            var changed = change(await KnownAsync(ofRunAlone ? null : missionId, runId, cancellationToken));
            if (await TryPutAsync(head, Latest(changed), (before, after) => before != after, cancellationToken))
            {
                return changed;
            }
        }
    }

    /// <summary>Takes in what another program, or another hub, recorded, unless what is here stands.</summary>
    public async Task ImportAsync(IReadOnlyList<RiskEvent> imported, CancellationToken cancellationToken)
    {
        foreach (var mission in Latest(imported).GroupBy(risk => risk.MissionId, StringComparer.Ordinal))
        {
            while (!await TryPutAsync(await risks.HeadAsync(mission.Key, cancellationToken), [.. mission], (before, after) => before != after && !before.Stands(after), cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    public override Task<RiskEvent?> FindAsync(string eventId, CancellationToken cancellationToken) => risks.FindAsync(eventId, cancellationToken);

    public override async Task<Page<RiskEvent>> ListAsync(RiskQuery query, CancellationToken cancellationToken)
    {
        var (limit, list) = (Math.Max(1, query.Limit), RiskLists.For(query));
        var items = new List<RiskEvent>();
        var (cursor, unfit) = (query.Cursor, 0);
        while (true)
        {
            var room = Math.Min(limit - items.Count, MostUnfit);
            var entries = await risks.Rows.ReadAsync(list, PlaceCursor.RowAfter(list, cursor, "risk events"), RiskLists.Until(list, query), room + 1, cancellationToken);
            var looked = entries.Take(room).ToList();
            var found = await risks.FindAllAsync(looked.Select(entry => entry.Id), cancellationToken);
            var fit = found.Where(risk => RiskLists.Fits(risk, query)).ToList();
            items.AddRange(fit);
            unfit += looked.Count - fit.Count;
            if (entries.Count <= room)
            {
                return new Page<RiskEvent>(items, null);
            }

            cursor = PlaceCursor.Write(looked[^1].Row[list.Length..]);
            if (items.Count >= limit || unfit >= MostUnfit)
            {
                return new Page<RiskEvent>(items, cursor);
            }
        }
    }

    public override Task<IReadOnlyList<RiskEvent>> ListOpenAsync(CancellationToken cancellationToken) => ListAsync(RiskLists.Open, cancellationToken);

    public override async Task<RiskRollup> CountAsync(CancellationToken cancellationToken) => RiskRollup.OfCounts(await risks.CountAsync(cancellationToken));

    private async Task<IReadOnlyList<RiskEvent>> KnownAsync(string? missionId, string? runId, CancellationToken cancellationToken)
    {
        var open = missionId is null ? [] : await ListAsync(RiskLists.OpenOf(missionId), cancellationToken);
        var own = runId is null ? [] : await ListAsync(RiskLists.OfRun(runId), cancellationToken);
        return [.. open.Concat(own).DistinctBy(risk => risk.EventId)];
    }

    private async Task<IReadOnlyList<RiskEvent>> ListAsync(string list, CancellationToken cancellationToken)
    {
        var entries = await risks.Rows.ReadAsync(list, null, null, int.MaxValue, cancellationToken);
        return await risks.FindAllAsync(entries.Select(entry => entry.Id), cancellationToken);
    }

    private async Task<bool> TryPutAsync(RiskHead head, IReadOnlyList<RiskEvent> events, Func<RiskEvent, RiskEvent, bool> taken, CancellationToken cancellationToken)
    {
        foreach (var some in events.Chunk(RiskRows.MostInOneStep))
        {
            if (!await risks.TryPutAsync(head, some, taken, cancellationToken))
            {
                return false;
            }

            if (some[^1] != events[^1])
            {
                var next = await risks.HeadAsync(head.MissionId, cancellationToken);
                if (next.Version > head.Version + 1)
                {
                    return false;
                }

                head = next;
            }
        }

        return true;
    }

    /// <summary>Of several records of one event the last one counts.</summary>
    private static List<RiskEvent> Latest(IEnumerable<RiskEvent> events) =>
        [.. events.GroupBy(risk => risk.EventId, StringComparer.Ordinal).Select(same => same.Last())];
}

using System.Globalization;
using MissionControl.AzureStorage.Notices;
using MissionControl.AzureStorage.Payloads;
using MissionControl.AzureStorage.Tables;
using MissionControl.Risk;

namespace MissionControl.AzureStorage.Risks;

/// <summary>An event as it lies in its row.</summary>
internal sealed record StoredRisk(RiskEvent Event, TableRow Row);

/// <summary>
/// Risk events in rows of one partition: an event, its lists, its mission's head with the counts, and its notice change in one batch. Two thousand
/// rows a second is far more than there are risks.
/// </summary>
internal sealed class RiskRows(ITableGateway tables, PayloadColumns payloads, NoticeRows notices)
{
    public const string Partition = "risks";

    /// <summary>Events that change in one batch: each has its row, the lists that it leaves and those that it enters, perhaps a notice and two heads.</summary>
    public const int MostInOneStep = 6;

    private const string HeadPrefix = "head ";
    private const string Record = "Record";
    private const string MissionId = "MissionId";
    private const string Version = "Version";
    private const string Counts = "Counts";

    public ListedRows Rows { get; } = new(tables, StorageNames.RiskEvents, Partition);

    public async Task<RiskEvent?> FindAsync(string eventId, CancellationToken cancellationToken)
    {
        while (await Rows.FindAsync(eventId, cancellationToken) is { } row)
        {
            if (await payloads.ReadAsync<RiskEvent>(row, Record, cancellationToken) is { } risk)
            {
                return risk;
            }
        }

        return null;
    }

    public async Task<IReadOnlyList<RiskEvent>> FindAllAsync(IEnumerable<string> ids, CancellationToken cancellationToken) =>
        [.. (await ids.ReadEachAsync(id => FindAsync(id, cancellationToken))).OfType<RiskEvent>()];

    public async Task<RiskHead> HeadAsync(string missionId, CancellationToken cancellationToken)
    {
        while (await tables.GetAsync(StorageNames.RiskEvents, HeadKey(missionId), cancellationToken) is { } row)
        {
            if (await payloads.ReadAsync<List<RiskCount>>(row, Counts, cancellationToken) is { } counts)
            {
                return new RiskHead(missionId, row.Number(Version)!.Value, counts, row.Tag);
            }
        }

        return new RiskHead(missionId, 0, [], null);
    }

    /// <summary>The counts of every mission.</summary>
    public async Task<IReadOnlyList<RiskCount>> CountAsync(CancellationToken cancellationToken)
    {
        var rows = new List<TableRow>();
        await foreach (var row in tables.ReadAllAsync(StorageNames.RiskEvents, TableRange.StartingWith(Partition, HeadPrefix), cancellationToken))
        {
            rows.Add(row);
        }

        var heads = await rows.ReadEachAsync(async row => await payloads.ReadAsync<List<RiskCount>>(row, Counts, cancellationToken)
            ?? (await HeadAsync(row.Text(MissionId)!, cancellationToken)).Counts);
        return [.. heads.SelectMany(counts => counts)];
    }

    /// <summary>Puts events in the place of those with their ids, unless somebody changed one of them or the mission's head meanwhile.</summary>
    /// <param name="head">As it was read before anything that the change follows from.</param>
    /// <param name="taken">Of an event that is there and one that would take its place: true when it does.</param>
    public async Task<bool> TryPutAsync(RiskHead head, IReadOnlyList<RiskEvent> events, Func<RiskEvent, RiskEvent, bool> taken, CancellationToken cancellationToken)
    {
        var stored = await events.ReadEachAsync(risk => FindStoredAsync(risk.EventId, cancellationToken));
        var heads = new Dictionary<string, RiskHead>(StringComparer.Ordinal) { [head.MissionId] = head };
        var changes = new List<TableChange>();
        foreach (var (risk, before) in events.Zip(stored).Where(pair => pair.Second is null || taken(pair.Second.Event, pair.First)))
        {
            foreach (var (one, count) in ((RiskEvent?, int)[])[(before?.Event, -1), (risk, 1)])
            {
                if (one is not null)
                {
                    var known = heads.TryGetValue(one.MissionId, out var there) ? there : await HeadAsync(one.MissionId, cancellationToken);
                    heads[one.MissionId] = known.With(one, count);
                }
            }

            var columns = new Dictionary<string, object>();
            await payloads.WriteAsync(columns, Record, risk, OwnerOf(risk.EventId, heads[risk.MissionId].Version + 1), cancellationToken);
            changes.AddRange(before is null ? Rows.Insert(risk.EventId, columns, RiskLists.Of(risk)) : Rows.Replace(before.Row, risk.EventId, columns, RiskLists.Of(risk)));
            if (RiskNotification.Of(before?.Event, risk) is { } notice)
            {
                changes.AddRange(await notices.AddAsync(notice, cancellationToken));
            }
        }

        return changes.Count == 0 || await TryApplyAsync(changes, heads.Values, stored, cancellationToken);
    }

    private async Task<bool> TryApplyAsync(List<TableChange> changes, IEnumerable<RiskHead> heads, List<StoredRisk?> replaced, CancellationToken cancellationToken)
    {
        foreach (var head in heads)
        {
            var columns = new Dictionary<string, object> { [MissionId] = head.MissionId, [Version] = head.Version + 1 };
            await payloads.WriteAsync(columns, Counts, head.Counts, OwnerOf($"head {head.MissionId}", head.Version + 1), cancellationToken);
            var row = new TableRow(HeadKey(head.MissionId), columns) { Tag = head.Tag };
            changes.Add(head.Tag is null ? new TableChange.Insert(row) : new TableChange.Replace(row));
        }

        if (!await Rows.TryApplyAsync(changes, cancellationToken))
        {
            return false;
        }

        var written = changes.OfType<TableChange.Replace>().Select(change => change.Key).ToHashSet();
        foreach (var risk in replaced.OfType<StoredRisk>().Where(risk => written.Contains(risk.Row.Key)))
        {
            await payloads.ForgetAsync(risk.Row, Record, cancellationToken);
        }

        return true;
    }

    private async Task<StoredRisk?> FindStoredAsync(string eventId, CancellationToken cancellationToken)
    {
        while (await Rows.FindAsync(eventId, cancellationToken) is { } row)
        {
            if (await payloads.ReadAsync<RiskEvent>(row, Record, cancellationToken) is { } risk)
            {
                return new StoredRisk(risk, row);
            }
        }

        return null;
    }

    private static TableKey HeadKey(string missionId) => new(Partition, HeadPrefix + KeyText.Of(missionId));

    private static string OwnerOf(string id, long version) => string.Create(CultureInfo.InvariantCulture, $"risks/{KeyText.Of(id)}/{version}/");
}

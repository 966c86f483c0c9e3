using System.Globalization;
using MissionControl.Access;
using MissionControl.AzureStorage.Tables;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage.Access;

/// <summary>Keys in one partition, refusals in another, where one row counts them so that the oldest goes when the newest comes.</summary>
internal sealed class AzureApiKeyStore(ITableGateway tables) : ApiKeyStore
{
    private const string Keys = "keys";
    private const string Refusals = "refusals";
    private const string RefusalPrefix = "refusal ";
    private const string Record = "Record";
    private const string Last = "Last";
    private const int LookedBack = 50;
    private const long Highest = 999_999_999_999;
    private static readonly TableKey Head = new(Refusals, "head");

    public override Task AddAsync(ApiKey key, CancellationToken cancellationToken) =>
        tables.UpsertAsync(StorageNames.ApiKeys, new TableRow(Key(key.KeyId), Columns(key)), cancellationToken);

    public override async Task<ApiKey?> FindAsync(string keyId, CancellationToken cancellationToken) =>
        await tables.GetAsync(StorageNames.ApiKeys, Key(keyId), cancellationToken) is { } row ? Read<ApiKey>(row) : null;

    public override async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await tables.ReadFirstAsync(StorageNames.ApiKeys, new TableRange(Keys), int.MaxValue, cancellationToken);
        return [.. rows.Select(Read<ApiKey>).OrderBy(key => key.CreatedAt).ThenBy(key => key.KeyId, StringComparer.Ordinal)];
    }

    public override async Task<ApiKey?> RevokeAsync(string keyId, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        while (await tables.GetAsync(StorageNames.ApiKeys, Key(keyId), cancellationToken) is { } row)
        {
            var key = Read<ApiKey>(row);
            if (key.RevokedAt is not null)
            {
                return key;
            }

            var revoked = key with { RevokedAt = at, RevokedBy = by };
            if (await tables.ReplaceAsync(StorageNames.ApiKeys, row with { Columns = Columns(revoked) }, cancellationToken) is not null)
            {
                return revoked;
            }
        }

        return null;
    }

    public override async Task RefusedAsync(AccessRefusal refusal, CancellationToken cancellationToken)
    {
        while (!await tables.TryApplyAsync(StorageNames.ApiKeys, await NoteAsync(refusal, cancellationToken), cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public override async Task<IReadOnlyList<AccessRefusal>> ListRefusalsAsync(int limit, CancellationToken cancellationToken) =>
        [.. (await NewestAsync(Math.Min(limit, MostRefusals), cancellationToken)).Select(Read<AccessRefusal>)];

    private async Task<IReadOnlyList<TableChange>> NoteAsync(AccessRefusal refusal, CancellationToken cancellationToken)
    {
        var recent = await NewestAsync(LookedBack, cancellationToken);
        if (recent.Find(row => IsSame(Read<AccessRefusal>(row), refusal)) is { } same)
        {
            var counted = Read<AccessRefusal>(same);
            return [new TableChange.Replace(same with { Columns = Columns(counted with { Count = counted.Count + 1 }) })];
        }

        var head = await tables.GetAsync(StorageNames.ApiKeys, Head, cancellationToken);
        var number = (head?.Number(Last) ?? 0) + 1;
        var next = new TableRow(Head, new Dictionary<string, object> { [Last] = number }) { Tag = head?.Tag };
        List<TableChange> changes =
        [
            head is null ? new TableChange.Insert(next) : new TableChange.Replace(next),
            new TableChange.Insert(new TableRow(Numbered(number), Columns(refusal))),
        ];
        if (number > MostRefusals)
        {
            changes.Add(new TableChange.Delete(Numbered(number - MostRefusals), null));
        }

        return changes;
    }

    private Task<List<TableRow>> NewestAsync(int limit, CancellationToken cancellationToken) =>
        tables.ReadFirstAsync(StorageNames.ApiKeys, TableRange.StartingWith(Refusals, RefusalPrefix), limit, cancellationToken);

    private static bool IsSame(AccessRefusal kept, AccessRefusal refusal) =>
        Minute(kept) == Minute(refusal) && kept.Kind == refusal.Kind && kept.KeyId == refusal.KeyId && kept.Address == refusal.Address;

    private static long Minute(AccessRefusal refusal) => refusal.At.UtcTicks / TimeSpan.TicksPerMinute;

    private static TableKey Key(string keyId) => new(Keys, KeyText.Of(keyId));

    private static TableKey Numbered(long number) => new(Refusals, RefusalPrefix + (Highest - number).ToString("d12", CultureInfo.InvariantCulture));

    private static Dictionary<string, object> Columns<T>(T value) => new() { [Record] = Wire.Serialize(value) };

    private static T Read<T>(TableRow row) => Wire.Deserialize<T>(row.Text(Record)!)!;
}

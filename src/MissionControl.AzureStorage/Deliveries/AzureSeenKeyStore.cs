using MissionControl.AzureStorage.Tables;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage.Deliveries;

/// <summary>A key and its place among those to be forgotten are one batch. Each scope is a partition; its next key forgets some of those that are over.</summary>
internal sealed class AzureSeenKeyStore(ITableGateway tables, TimeProvider clock) : SeenKeyStore
{
    private const int MostKey = 512;
    private const int MostForgotten = 20;
    private const string Until = "Until";
    private const string UntilPrefix = "until ";
    private const string Name = "Name";

    public override async Task<bool> ContainsAsync(string scope, string key, CancellationToken cancellationToken) =>
        await tables.GetAsync(StorageNames.SeenKeys, Key(scope, key), cancellationToken) is { } row && row.Time(Until) >= clock.GetUtcNow();

    public override async Task<bool> TryAddAsync(string scope, string key, DateTimeOffset until, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, MostKey, nameof(key));
        await ForgetAsync(scope, cancellationToken);
        while (true)
        {
            var row = new TableRow(Key(scope, key), new Dictionary<string, object> { [Until] = until.ToUniversalTime() });
            var place = new TableChange.Upsert(Place(row.Key, until));
            if (await tables.TryApplyAsync(StorageNames.SeenKeys, [new TableChange.Insert(row), place], cancellationToken))
            {
                return true;
            }

            if (await tables.GetAsync(StorageNames.SeenKeys, row.Key, cancellationToken) is not { } there)
            {
                continue;
            }

            if (there.Time(Until) >= clock.GetUtcNow())
            {
                return false;
            }

            if (await tables.TryApplyAsync(StorageNames.SeenKeys, [new TableChange.Replace(row with { Tag = there.Tag }), place], cancellationToken))
            {
                return true;
            }
        }
    }

    /// <summary>A key that was added anew since is kept: its place is another one.</summary>
    private async Task ForgetAsync(string scope, CancellationToken cancellationToken)
    {
        var partition = KeyText.Of(scope);
        var over = new TableRange(partition, UntilPrefix, UntilPrefix + KeyText.OldestFirst(clock.GetUtcNow()));
        foreach (var place in await tables.ReadFirstAsync(StorageNames.SeenKeys, over, MostForgotten, cancellationToken))
        {
            var key = new TableKey(partition, place.Text(Name)!);
            if (await tables.GetAsync(StorageNames.SeenKeys, key, cancellationToken) is { } row && row.Time(Until) < clock.GetUtcNow())
            {
                await tables.DeleteAsync(StorageNames.SeenKeys, key, row.Tag, cancellationToken);
            }

            await tables.DeleteAsync(StorageNames.SeenKeys, place.Key, null, cancellationToken);
        }
    }

    private static TableKey Key(string scope, string key) => new(KeyText.Of(scope), $"key {KeyText.Of(key)}");

    private static TableRow Place(TableKey key, DateTimeOffset until) =>
        new(new TableKey(key.Partition, $"{UntilPrefix}{KeyText.OldestFirst(until)} {key.Row}"), new Dictionary<string, object> { [Name] = key.Row });
}

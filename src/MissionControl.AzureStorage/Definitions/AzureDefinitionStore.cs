using System.Security.Cryptography;
using MissionControl.AzureStorage.Blobs;
using MissionControl.AzureStorage.Tables;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage.Definitions;

/// <summary>
/// A document stays as long as somebody uses it. Using it and ceasing to use it meet in one row: whoever deletes marks it first, and whoever comes
/// then writes a body of its own.
/// </summary>
internal sealed class AzureDefinitionStore(ITableGateway tables, IBlobGateway blobs) : DefinitionStore
{
    private const string Blob = "Blob";
    private const string Leaving = "Leaving";
    private const string UserPrefix = "user ";

    public override async Task<byte[]?> GetAsync(string sha256, CancellationToken cancellationToken) =>
        await tables.GetAsync(StorageNames.Definitions, Body(sha256), cancellationToken) is { } body
            ? await blobs.GetAsync(StorageNames.DefinitionBodies, body.Text(Blob)!, cancellationToken)
            : null;

    /// <summary>The document is there from now on until this user leaves it.</summary>
    public async Task KeepAsync(string sha256, ReadOnlyMemory<byte> document, string user, CancellationToken cancellationToken)
    {
        var use = new TableChange.Upsert(new TableRow(User(sha256, user), new Dictionary<string, object>()));
        while (true)
        {
            var body = await tables.GetAsync(StorageNames.Definitions, Body(sha256), cancellationToken);
            if (body is not null && !body.Flag(Leaving))
            {
                if (await tables.TryApplyAsync(StorageNames.Definitions, [new TableChange.Replace(body), use], cancellationToken))
                {
                    return;
                }

                continue;
            }

            var name = $"{KeyText.Of(sha256)}/{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
            await blobs.PutAsync(StorageNames.DefinitionBodies, name, document, cancellationToken);
            var row = new TableRow(Body(sha256), new Dictionary<string, object> { [Blob] = name }) { Tag = body?.Tag };
            TableChange change = body is null ? new TableChange.Insert(row) : new TableChange.Replace(row);
            var kept = await tables.TryApplyAsync(StorageNames.Definitions, [change, use], cancellationToken);
            if ((kept ? body?.Text(Blob) : name) is { } useless)
            {
                await blobs.DeleteAsync(StorageNames.DefinitionBodies, useless, cancellationToken);
            }

            if (kept)
            {
                return;
            }
        }
    }

    /// <summary>The user needs it no more; the last one takes the document along. Repeated, it finishes what was interrupted.</summary>
    public async Task LeaveAsync(string sha256, string user, CancellationToken cancellationToken)
    {
        await tables.DeleteAsync(StorageNames.Definitions, User(sha256, user), null, cancellationToken);
        while (await tables.GetAsync(StorageNames.Definitions, Body(sha256), cancellationToken) is { } body)
        {
            var users = TableRange.StartingWith(Body(sha256).Partition, UserPrefix);
            if ((await tables.ReadFirstAsync(StorageNames.Definitions, users, 1, cancellationToken)).Count > 0)
            {
                return;
            }

            var marked = body with { Columns = new Dictionary<string, object>(body.Columns) { [Leaving] = true } };
            if (await tables.ReplaceAsync(StorageNames.Definitions, marked, cancellationToken) is { } left)
            {
                await blobs.DeleteAsync(StorageNames.DefinitionBodies, body.Text(Blob)!, cancellationToken);
                await tables.DeleteAsync(StorageNames.Definitions, left.Key, left.Tag, cancellationToken);
                return;
            }
        }
    }

    private static TableKey Body(string sha256) => new(KeyText.Of(sha256), "body");

    private static TableKey User(string sha256, string user) => new(KeyText.Of(sha256), UserPrefix + KeyText.Of(user));
}

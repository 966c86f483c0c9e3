using MissionControl.Embedded.Hub;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Stores;

/// <summary>Sends a change through the committer and waits until it is on disk. Without a committer it only reads.</summary>
internal sealed class HubWriter(HubStore store, Committer? committer)
{
    public T Read<T>(Func<HubTables, T> read) => store.Read(read);

    public Task<T> WriteAsync<T>(Func<HubTables, T> write, CancellationToken cancellationToken) =>
        SubmitAsync(() => new Command<T>(write, null), cancellationToken);

    /// <summary>
    /// What an activity writes: it waits until the hub can be written, as the turn that takes its answer would, so that a full disk
    /// holds a run up and does not fail it.
    /// </summary>
    /// <param name="size">About how many bytes it writes.</param>
    public Task<T> KeepAsync<T>(Func<HubTables, T> write, CancellationToken cancellationToken, long size = 0) =>
        SubmitAsync(() => new Command<T>(write, null, isKept: true, size), cancellationToken);

    public Task KeepAsync(Action<HubTables> write, CancellationToken cancellationToken, long size = 0) => KeepAsync(
        tables =>
        {
            write(tables);
            return true;
        },
        cancellationToken,
        size);

    /// <param name="committed">Runs once the change is on disk, before the caller hears of it.</param>
    public Task<T> WriteAsync<T>(Func<HubTables, T> write, Action<T> committed, CancellationToken cancellationToken) =>
        SubmitAsync(() => new Command<T>(write, committed), cancellationToken);

    private Task<T> SubmitAsync<T>(Func<Command<T>> make, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var committer = Committer();
        var command = make();
        command.Forsake(cancellationToken);
        committer.Submit(command);
        return command.Task;
    }

    /// <summary>The same for what can wait: other work goes first.</summary>
    public Task<T> WriteLaterAsync<T>(Func<HubTables, T> write)
    {
        var command = new Command<T>(write, null);
        Committer().SubmitLater(command);
        return command.Task;
    }

    private Committer Committer() => committer ?? throw new InvalidOperationException("The hub was opened for reading.");
}

internal sealed class EmbeddedAssetStore(HubWriter hub) : AssetStore
{
    public override Task PutAsync(string runId, string sha256, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        hub.KeepAsync(
            tables =>
            {
                tables.Bodies.PutAsset(runId, sha256, body);
                return true;
            },
            cancellationToken,
            body.Length);

    public override Task<byte[]?> GetAsync(string runId, string sha256, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Bodies.FindAsset(runId, sha256)));
}

internal sealed class EmbeddedDefinitionStore(HubWriter hub) : DefinitionStore
{
    public override Task<byte[]?> GetAsync(string sha256, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Bodies.FindDefinition(sha256)));
}

internal sealed class EmbeddedClaimStore(HubWriter hub) : ClaimStore
{
    public override Task<bool> TryClaimAsync(string runId, string key, CancellationToken cancellationToken) =>
        hub.KeepAsync(tables => tables.Claims.TryAdd(runId, key), cancellationToken);
}

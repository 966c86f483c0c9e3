using MissionControl.AzureStorage.Azurite;

namespace MissionControl.AzureStorage.Blobs;

/// <summary>What the stores rely on, held against each gateway on a real blob service.</summary>
public abstract class BlobGatewayConformance : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly string _container = $"c{Guid.NewGuid():N}";
    private IBlobGateway _blobs = null!;

    public async Task InitializeAsync() => _blobs = AzuriteSkip.Reason is null ? await OpenAsync(_container) : null!;

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>A gateway that has this container, empty.</summary>
    protected abstract Task<IBlobGateway> OpenAsync(string container);

    [AzuriteFact]
    public async Task Blob_ThatWasPut_IsReadBackToTheByte()
    {
        var content = Enumerable.Range(0, 300_000).Select(i => (byte)i).ToArray();

        await _blobs.PutAsync(_container, "runs/r 1/a+b%", content, None);

        Assert.Equal(content, await _blobs.GetAsync(_container, "runs/r 1/a+b%", None));
        Assert.Null(await _blobs.GetAsync(_container, "runs/r 1/other", None));
    }

    [AzuriteFact]
    public async Task Insert_OfANameThatIsTaken_ChangesNothing()
    {
        Assert.True(await _blobs.InsertAsync(_container, "a", new byte[] { 1 }, None));
        Assert.False(await _blobs.InsertAsync(_container, "a", new byte[] { 2 }, None));
        Assert.Equal([1], (await _blobs.GetAsync(_container, "a", None))!);
    }

    [AzuriteFact]
    public async Task Blob_ThatWasDeleted_IsGone()
    {
        await _blobs.PutAsync(_container, "a", new byte[] { 1 }, None);

        Assert.True(await _blobs.DeleteAsync(_container, "a", None));
        Assert.False(await _blobs.DeleteAsync(_container, "a", None));
        Assert.Null(await _blobs.GetAsync(_container, "a", None));
    }

    [AzuriteFact]
    public async Task List_ByPrefix_GivesItsNamesInOrderPageByPage()
    {
        foreach (var i in Enumerable.Range(0, 7))
        {
            await _blobs.PutAsync(_container, $"runs/r1/{i}", new byte[] { 1 }, None);
        }

        await _blobs.PutAsync(_container, "runs/r10/0", new byte[] { 1 }, None);
        var first = await _blobs.ListAsync(_container, "runs/r1/", 5, null, None);
        var second = await _blobs.ListAsync(_container, "runs/r1/", 5, first.Continuation, None);

        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"runs/r1/{i}"), [.. first.Names, .. second.Names]);
        Assert.Null(second.Continuation);
    }
}

using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Testing.Missions;

namespace MissionControl.Tests.Missions;

public sealed class PinnedDefinitionsTests
{
    private static readonly byte[] Document = TestMission.Create("pinned").Hop("hop", hop => hop.Step("echo").Writes("out")).ToUtf8();
    private readonly CountingStore _store = new();

    [Fact]
    public async Task PinnedDefinition_ReadAgain_IsTheSameWithoutTheStore()
    {
        var pinned = new PinnedDefinitions(_store);
        _store.Documents["a"] = Document;

        var first = await pinned.ReadAsync("a", CancellationToken.None);
        var second = await pinned.ReadAsync("a", CancellationToken.None);

        Assert.IsType<MissionDocumentReading.Sound>(first);
        Assert.Same(first, second);
        Assert.Equal(1, _store.Reads);
    }

    [Fact]
    public async Task PinnedDefinition_PutAfterItWasMissed_IsFound()
    {
        var pinned = new PinnedDefinitions(_store);
        Assert.Null(await pinned.ReadAsync("a", CancellationToken.None));

        _store.Documents["a"] = Document;

        Assert.NotNull(await pinned.ReadAsync("a", CancellationToken.None));
    }

    [Fact]
    public async Task PinnedDefinition_AfterManyOthers_IsReadAnew()
    {
        var pinned = new PinnedDefinitions(_store);
        for (var n = 0; n <= 16; n++)
        {
            _store.Documents[$"d{n}"] = Document;
            await pinned.ReadAsync($"d{n}", CancellationToken.None);
        }

        await pinned.ReadAsync("d0", CancellationToken.None);

        Assert.Equal(18, _store.Reads);
    }

    private sealed class CountingStore : DefinitionStore
    {
        public Dictionary<string, byte[]> Documents { get; } = [];

        public int Reads { get; private set; }

        public override Task<byte[]?> GetAsync(string sha256, CancellationToken cancellationToken)
        {
            Reads++;
            return Task.FromResult(Documents.GetValueOrDefault(sha256));
        }
    }
}

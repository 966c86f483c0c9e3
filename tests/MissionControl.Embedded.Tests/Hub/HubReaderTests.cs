using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Hub;

public sealed class HubReaderTests : IDisposable
{
    private readonly HubFolder _folder = new();

    [Fact]
    public async Task Reader_BesideTheOwner_SeesWhatIsCommitted()
    {
        await using var test = await StartAsync();
        using var reader = HubReader.Open(_folder.File)!;

        var run = await reader.Runs.GetAsync("r1", default);
        await test.Missions.TerminateAsync("r1", "ann", null, default);

        Assert.Equal(RunStatus.AwaitingApproval, run!.Status);
        Assert.Equal(RunStatus.Terminated, (await reader.Runs.ListAsync(new RunQuery(), default))[0].Status);
        Assert.NotEmpty((await reader.Runs.ReadHistoryAsync("r1", default))[0].Events);
        await Assert.ThrowsAsync<InvalidOperationException>(() => reader.Assets.PutAsync("r1", "x", new byte[1], default));
    }

    [Fact]
    public async Task Reader_WithoutAnOwner_LeavesTheFolderAsItIs()
    {
        await (await StartAsync()).DisposeAsync();
        var (names, bytes) = (_folder.Names.ToList(), await File.ReadAllBytesAsync(_folder.File));

        using var reader = HubReader.Open(_folder.File)!;
        var run = await reader.Runs.GetAsync("r1", default);

        Assert.Equal(RunStatus.AwaitingApproval, run!.Status);
        Assert.Equal(names, _folder.Names);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder.File));
    }

    [Fact]
    public async Task Reader_AfterAKill_ReadsTheLogAndLeavesIt()
    {
        var test = await StartAsync();
        using var killed = new HubFolder();
        File.Copy(_folder.File, killed.File);
        File.Copy(_folder.File + "-wal", killed.File + "-wal");
        await test.DisposeAsync();
        var log = await File.ReadAllBytesAsync(killed.File + "-wal");

        using (var reader = HubReader.Open(killed.File)!)
        {
            Assert.Equal(RunStatus.AwaitingApproval, (await reader.Runs.GetAsync("r1", default))!.Status);
        }

        Assert.NotEmpty(log);
        Assert.Equal(log, await File.ReadAllBytesAsync(killed.File + "-wal"));
    }

    [Fact]
    public void Reader_WithoutAFile_IsNull()
    {
        Assert.Null(HubReader.Open(_folder.File));
        Assert.Empty(_folder.Names);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<TestRuntime> StartAsync()
    {
        var test = await TestRuntime.StartAsync(new TestRuntimeOptions { HubFile = _folder.File, Registry = _ => Missions.Waiting() });
        await test.Missions.StartAsync(Missions.Start(), default);
        return test;
    }
}

using System.Buffers.Binary;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Hub;

public sealed class HubFileTests : IDisposable
{
    private readonly HubFolder _folder = new();

    [Fact]
    public async Task SecondOwner_IsRefusedWithTheFirstOnesProcess()
    {
        await using var first = await OpenAsync();

        var refused = await Assert.ThrowsAsync<HubInUseException>(OpenAsync);

        Assert.Equal((Environment.ProcessId, Environment.MachineName), (refused.Pid, refused.Host));
    }

    [Fact]
    public async Task ClosedHub_CanBeOpenedAgain()
    {
        await (await OpenAsync()).DisposeAsync();

        await using var again = await OpenAsync();

        Assert.Null(again.Orchestrations.Get("a"));
    }

    [Theory]
    [InlineData("This is somebody's diary, and longer than the hundred bytes of a header: it must not become a task hub, whatever happens.")]
    [InlineData("short")]
    public async Task OtherFile_IsRefusedUntouched(string text)
    {
        await File.WriteAllTextAsync(_folder.File, text);

        var refused = await Assert.ThrowsAsync<HubFormatException>(OpenAsync);

        Assert.Contains("not a mission hub", refused.Message, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(_folder.File));
        Assert.Equal(["test.hub"], _folder.Names);
    }

    [Fact]
    public async Task NewerHub_IsRefusedUntouched()
    {
        await (await OpenAsync()).DisposeAsync();
        var bytes = await File.ReadAllBytesAsync(_folder.File);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(60), 999);
        await File.WriteAllBytesAsync(_folder.File, bytes);

        var refused = await Assert.ThrowsAsync<HubFormatException>(OpenAsync);

        Assert.Contains("version 999", refused.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder.File));
    }

    [Fact]
    public async Task PathThatIsAFolder_IsRefusedWithItsName()
    {
        Directory.CreateDirectory(_folder.File);

        var refused = await Assert.ThrowsAsync<HubFormatException>(OpenAsync);

        Assert.Contains(_folder.File, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LockThatTheDiskRefuses_IsNobodysOwnership()
    {
        File.CreateSymbolicLink(_folder.File + ".lock", _folder.File + ".lock");

        var refused = await Assert.ThrowsAsync<HubFormatException>(OpenAsync);

        Assert.Contains("cannot be opened", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DamagedHub_IsNamedWithItsCure()
    {
        await (await OpenAsync()).DisposeAsync();
        var bytes = await File.ReadAllBytesAsync(_folder.File);
        bytes.AsSpan(100).Fill(0xA5);
        await File.WriteAllBytesAsync(_folder.File, bytes);
        using var reader = HubReader.Open(_folder.File)!;

        var refused = await Assert.ThrowsAsync<HubFormatException>(() => reader.Runs.GetAsync("r1", default));

        Assert.Contains(_folder.File, refused.Message, StringComparison.Ordinal);
        Assert.Contains("Put a copy back", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RegistryThatThrows_GivesTheHubBack()
    {
        var broken = new EmbeddedOptions { HubFile = _folder.File, Clock = new ManualClock(), Registry = _ => throw new InvalidDataException("no tools") };

        await Assert.ThrowsAsync<InvalidDataException>(() => EmbeddedRuntime.OpenAsync(broken));

        await (await OpenAsync()).DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    private Task<EmbeddedRuntime> OpenAsync() =>
        EmbeddedRuntime.OpenAsync(new EmbeddedOptions { HubFile = _folder.File, Clock = new ManualClock(), Registry = _ => new OrchestrationRegistry() });
}

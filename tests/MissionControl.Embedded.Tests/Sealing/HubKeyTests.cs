using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Sealing;

public sealed class HubKeyTests : IDisposable
{
    private static readonly string Given = Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray());

    private readonly HubFolder _folder = new();

    private string KeyFile => _folder.File + ".key";

    [Fact]
    public async Task NewHub_MakesAKeyThatOnlyItsOwnerCanRead()
    {
        await WriteAsync(null);

        var key = Convert.FromBase64String(await File.ReadAllTextAsync(KeyFile));

        Assert.Equal(32, key.Length);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(KeyFile) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Equal(-1, (await File.ReadAllBytesAsync(_folder.File)).AsSpan().IndexOf(key));
    }

    [Fact]
    public async Task GivenKey_IsNotWrittenAnywhere()
    {
        await WriteAsync(Given);

        Assert.False(File.Exists(KeyFile));
        await WriteAsync(Given);
    }

    [Theory]
    [InlineData(null, "no '{0}'")]
    [InlineData("yesterday", "holds no key")]
    [InlineData("c2hvcnQ=", "holds no key")]
    [InlineData("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=", "another key than the one in '{0}'")]
    public async Task KeyFile_MissingOrAnother_IsRefusedAndTheHubUntouched(string? content, string fault)
    {
        await WriteAsync(null);
        File.Delete(KeyFile);
        if (content is not null)
        {
            await File.WriteAllTextAsync(KeyFile, content);
            Restrict(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var (names, bytes) = (_folder.Names.ToList(), await File.ReadAllBytesAsync(_folder.File));

        var refused = await Assert.ThrowsAsync<HubKeyException>(() => OpenAsync(null));

        Assert.Contains(fault.Replace("{0}", KeyFile, StringComparison.Ordinal), refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(content ?? "nothing", refused.Message, StringComparison.Ordinal);
        Assert.Equal(names, _folder.Names);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder.File));
    }

    [Fact]
    public async Task GivenKey_OfAnotherHub_IsRefusedWithoutShowingIt()
    {
        await WriteAsync(null);

        var refused = await Assert.ThrowsAsync<HubKeyException>(() => OpenAsync(Given));

        Assert.Contains("MISSION_HUB_KEY", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Given, refused.Message, StringComparison.Ordinal);
        await WriteAsync(null);
    }

    [Fact]
    public async Task KeyFile_ThatOthersCanRead_IsRefusedWithTheCure()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await WriteAsync(null);
        Restrict(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var refused = await Assert.ThrowsAsync<HubKeyException>(() => OpenAsync(null));

        Assert.Contains($"chmod 600 '{KeyFile}'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hub_WithoutItsKey_CanStillBeRead()
    {
        await WriteAsync(null);
        File.Delete(KeyFile);

        using var reader = HubReader.Open(_folder.File)!;

        Assert.Empty(await reader.Runs.ListAsync(new RunQuery(), default));
    }

    public void Dispose() => _folder.Dispose();

    private void Restrict(UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyFile, mode);
        }
    }

    private async Task WriteAsync(string? key)
    {
        await using var runtime = await OpenAsync(key);
        await runtime.Orchestrations.ScheduleAsync("wait", null, "a");
    }

    private Task<EmbeddedRuntime> OpenAsync(string? key) => EmbeddedRuntime.OpenAsync(new EmbeddedOptions
    {
        HubFile = _folder.File,
        HubKey = key,
        Clock = new ManualClock(),
        Registry = _ => new OrchestrationRegistry().Orchestrator("wait", async context => await context.WaitForExternalEvent<object?>("go")),
    });
}

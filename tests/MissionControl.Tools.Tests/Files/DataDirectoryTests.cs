using MissionControl.Steps;

namespace MissionControl.Tools.Files;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly TemporaryDirectory _outside = new();

    public void Dispose()
    {
        _data.Dispose();
        _outside.Dispose();
    }

    [Fact]
    public async Task DataDirectory_FileInside_IsRead()
    {
        _data.Write("a/b.txt", "inside");

        Assert.Equal("inside"u8.ToArray(), await ReadAsync("a/b.txt"));
        Assert.Null(await ReadAsync("a/c.txt"));
        Assert.Null(await ReadAsync("nowhere/c.txt"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../secret.txt")]
    [InlineData("a/../../secret.txt")]
    [InlineData("a\\..\\..\\secret.txt")]
    [InlineData("./b.txt")]
    [InlineData("a//b.txt")]
    [InlineData("C:\\x")]
    [InlineData("a\0b")]
    public async Task DataDirectory_PathThatIsNotInside_IsRefused(string path)
    {
        var error = await Assert.ThrowsAsync<ToolException>(() => ReadAsync(path));

        Assert.Contains("is not a path inside the data directory", error.Message, StringComparison.Ordinal);
        Assert.False(error.Retryable);
    }

    [Fact]
    public async Task DataDirectory_LinkThatLeadsOut_IsRefused()
    {
        _outside.Write("secret.txt", "secret");
        Directory.CreateSymbolicLink(Path.Combine(_data.Path, "way"), _outside.Path);
        File.CreateSymbolicLink(Path.Combine(_data.Path, "round"), Path.Combine(_data.Path, "way", "secret.txt"));

        await Assert.ThrowsAsync<ToolException>(() => ReadAsync("way/secret.txt"));
        await Assert.ThrowsAsync<ToolException>(() => ReadAsync("round"));
    }

    [Fact]
    public async Task DataDirectory_LinkInside_IsFollowed()
    {
        _data.Write("real/b.txt", "inside");
        Directory.CreateSymbolicLink(Path.Combine(_data.Path, "way"), "real");

        Assert.Equal("inside"u8.ToArray(), await ReadAsync("way/b.txt"));
    }

    [Fact]
    public async Task DataDirectory_LinkToItself_IsRefused()
    {
        File.CreateSymbolicLink(Path.Combine(_data.Path, "loop"), "loop");

        await Assert.ThrowsAsync<ToolException>(() => ReadAsync("loop"));
    }

    [Fact]
    public async Task DataDirectory_LargeFile_IsRefused()
    {
        _data.Write("large.txt", new string('x', 101));

        var error = await Assert.ThrowsAsync<ToolException>(() => ReadAsync("large.txt"));

        Assert.Contains("larger than 100 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataDirectory_RunWithoutOne_IsRefused()
    {
        var error = await Assert.ThrowsAsync<ToolException>(() => DataDirectory.ReadAsync(new ToolCall().Context(), "a.txt", 100));

        Assert.Contains("no data directory", error.Message, StringComparison.Ordinal);
    }

    private Task<byte[]?> ReadAsync(string path) => DataDirectory.ReadAsync(new ToolCall { DataDirectory = _data.Path }.Context(), path, 100);
}

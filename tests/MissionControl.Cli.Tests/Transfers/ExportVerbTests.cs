using System.Net;
using System.Net.Sockets;
using MissionControl.Cli.Tests.Serving;
using MissionControl.Testing;

namespace MissionControl.Cli.Tests.Transfers;

public sealed class ExportVerbTests : IDisposable
{
    private static readonly string Shipped = Repository.PathTo("data", "reference");

    private readonly MissionCli _cli = new();
    private readonly MissionCli _other = new();

    public void Dispose()
    {
        _cli.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Export_ImportedIntoAFreshHub_GivesTheSamePortfolio()
    {
        await FillAsync();

        var exported = await _cli.RunAsync("export", "--out", "hub.json");
        var imported = await _other.RunAsync("import", exported.Out.Trim());
        var again = await _other.RunAsync("import", exported.Out.Trim(), "--json");

        Assert.Equal((0, 0, 0), (exported.Code, imported.Code, again.Code));
        Assert.Equal(0, (int)again.Json["counts"]!["runs"]!["new"]! + (int)again.Json["counts"]!["runs"]!["replaced"]!);
        var asOf = DateTimeOffset.UtcNow.AddMinutes(-2).ToString("O");
        Assert.Equal(await FiguresAsync(_cli, asOf), await FiguresAsync(_other, asOf));
        Assert.Equal((await _cli.RunAsync("agents", "--json")).Out, (await _other.RunAsync("agents", "--json")).Out);
    }

    [Fact]
    public async Task Export_SentToAServer_NeedsAKeyInTheEnvironmentAndLeavesThePortfolioThere()
    {
        await FillAsync();
        await _cli.RunAsync("export", "--out", "hub.json");
        await using var served = await ServedCli.StartAsync(_other);
        var url = served.Address.ToString();

        Assert.Equal(2, (await _cli.RunAsync("import", "hub.json", "--server", url)).Code);
        _cli.Variables["MISSION_SERVER_KEY"] = "mc_aaaa_bbbb";
        Assert.Equal(2, (await _cli.RunAsync("import", "hub.json", "--server", url)).Code);
        _cli.Variables["MISSION_SERVER_KEY"] = served.Ready.Split(' ').First(word => word.StartsWith("mc_", StringComparison.Ordinal));
        var sent = await _cli.RunAsync("import", "hub.json", "--server", url, "--json");

        Assert.Equal(0, sent.Code);
        Assert.DoesNotContain("mc_", sent.Out + sent.Error, StringComparison.Ordinal);
        Assert.True((int)sent.Json["counts"]!["runs"]!["new"]! > 1);
        Assert.Contains("motor-claims", (await _other.RunAsync("portfolio")).Out, StringComparison.Ordinal);
    }

    /// <summary>Azure Functions ask for a key of their own in front of the server.</summary>
    [Theory]
    [InlineData("function-1", null, null, "function-1")]
    [InlineData("mc_aaaa_bbbb", "function-1", "Bearer mc_aaaa_bbbb", "function-1")]
    [InlineData("mc_aaaa_bbbb", null, "Bearer mc_aaaa_bbbb", null)]
    public async Task Keys_OfTheEnvironment_AreShownToThePlatformAndToTheServer(string key, string? functionKey, string? authorization, string? platform)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _cli.Variables["MISSION_SERVER_KEY"] = key;
        _cli.Variables["MISSION_SERVER_FUNCTION_KEY"] = functionKey ?? "";

        var running = _cli.RunAsync("import", Shipped, "--server", $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        var headers = await AnswerAsync(listener);
        await running;

        Assert.Equal(authorization, headers.GetValueOrDefault("Authorization"));
        Assert.Equal(platform, headers.GetValueOrDefault("x-functions-key"));
    }

    [Theory]
    [InlineData("http://example.com")]
    [InlineData("ftp://localhost")]
    [InlineData("https://user@example.com")]
    [InlineData("example.com")]
    public async Task Server_ThatAKeyCannotBeSentTo_IsRefused(string url)
    {
        _cli.Variables["MISSION_SERVER_KEY"] = "mc_aaaa_bbbb";

        var refused = await _cli.RunAsync("import", Shipped, "--server", url);

        Assert.Equal(2, refused.Code);
        Assert.Contains("--server", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_CutOffOrChanged_IsRefusedWholly()
    {
        await FillAsync();
        await _cli.RunAsync("export", "--out", "hub.json");
        var text = File.ReadAllText(Path.Combine(_cli.Directory, "hub.json"));
        _other.Write("cut.json", text[..(text.Length * 2 / 3)]);
        _other.Write("changed.json", text.Replace("\"run_id\":\"own\"", "\"run_id\":\"../own\"", StringComparison.Ordinal));

        var cut = await _other.RunAsync("import", "cut.json");
        var changed = await _other.RunAsync("import", "changed.json");

        Assert.Equal((2, 2), (cut.Code, changed.Code));
        Assert.Contains("is not an id", changed.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_other.HubFile));
    }

    [Fact]
    public async Task Export_WithoutAHub_HasNothingToWrite()
    {
        var refused = await _cli.RunAsync("export", "--out", "hub.json");

        Assert.Equal(2, refused.Code);
        Assert.False(File.Exists(Path.Combine(_cli.Directory, "hub.json")));
    }

    /// <summary>Refuses the first request, and tells its headers.</summary>
    private static async Task<Dictionary<string, string>> AnswerAsync(TcpListener listener)
    {
        using var caller = await listener.AcceptTcpClientAsync();
        await using var stream = caller.GetStream();
        using var reader = new StreamReader(stream, leaveOpen: true);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        await reader.ReadLineAsync();
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            headers[line.Split(": ")[0]] = line.Split(": ")[1];
        }

        await stream.WriteAsync("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"u8.ToArray());
        return headers;
    }

    private static async Task<string> FiguresAsync(MissionCli cli, string asOf)
    {
        var state = (await cli.RunAsync("portfolio", "--as-of", asOf, "--json")).Json.AsObject();
        state.Remove("processing_time");
        return state.ToJsonString();
    }

    private async Task FillAsync()
    {
        await _cli.RunAsync("import", Shipped);
        await _cli.RunAsync("run", _cli.Write("count.json", Samples.Count), "--run-id", "own");
        await _cli.RunAsync("run", "motor-claims", "--run-id", "own-2", "--approve-all");
    }
}

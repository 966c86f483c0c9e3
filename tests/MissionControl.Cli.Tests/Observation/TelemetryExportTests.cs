using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MissionControl.Cli.Tests.Observation;

public sealed class TelemetryExportTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly MissionCli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Program_WithAnEndpoint_PostsItsSpansAndFiguresBeforeItEnds()
    {
        using var collector = new Collector();

        var code = await RunAsync(collector.Address);

        Assert.Equal(0, code);
        Assert.All(collector.Posts, post => Assert.Equal("application/x-protobuf", post.Type));
        var spans = Assert.Single(collector.Posts, post => post.Path == "/v1/traces").Body;
        Assert.All(["run", "hop", "step", "data_store_update", "count"], word => Assert.Contains(word, spans, StringComparison.Ordinal));
        Assert.Contains("mission_control.commit.duration", Assert.Single(collector.Posts, post => post.Path == "/v1/metrics").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_WithoutAnEndpoint_PostsNothing()
    {
        using var collector = new Collector();

        Assert.Equal(0, await RunAsync(endpoint: null));

        Assert.Empty(collector.Posts);
    }

    private async Task<int> RunAsync(string? endpoint)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "mission.dll"), "run", _cli.Write("count.json", Samples.Count), "--run-id", "r1", "--hub", _cli.HubFile])
        {
            WorkingDirectory = _cli.Directory,
        };
        start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        start.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    /// <summary>Takes what is posted to it, as a collector does.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener _listener = new();

        public Collector()
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
            probe.Stop();
            _listener.Prefixes.Add(Address + "/");
            _listener.Start();
            _ = ListenAsync();
        }

        public string Address { get; }

        public ConcurrentQueue<(string Path, string? Type, string Body)> Posts { get; } = [];

        public void Dispose() => _listener.Close();

        private async Task ListenAsync()
        {
            try
            {
                while (true)
                {
                    var call = await _listener.GetContextAsync();
                    using var body = new StreamReader(call.Request.InputStream, Encoding.Latin1);
                    Posts.Enqueue((call.Request.Url!.AbsolutePath, call.Request.ContentType, await body.ReadToEndAsync()));
                    call.Response.Close();
                }
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                // The test has ended.
                return;
            }
        }
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MissionControl.AzureStorage.Azurite;

/// <summary>A real Azurite on free loopback ports, with an empty folder of its own; started once for all tests, ended with them.</summary>
public sealed class AzuriteServer : IAsyncLifetime
{
    /// <summary>The well-known account of every Azurite.</summary>
    public const string Account = "devstoreaccount1";

    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"azurite-{Guid.NewGuid():N}");
    private Process? _process;

    public Uri TableAddress { get; private set; } = null!;

    public Uri BlobAddress { get; private set; } = null!;

    public HttpClient Client { get; } = new();

    public byte[] AccountKey { get; } = Convert.FromBase64String(Key);

    public async Task InitializeAsync()
    {
        if (AzuriteProgram.Find() is not { } program)
        {
            return;
        }

        var (blobs, queues, tables) = (FreePort(), FreePort(), FreePort());
        TableAddress = new Uri($"http://127.0.0.1:{tables}/{Account}/");
        BlobAddress = new Uri($"http://127.0.0.1:{blobs}/{Account}/");
        Directory.CreateDirectory(_folder);
        string[] arguments =
        [
            "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--location", _folder, "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
            "--blobPort", $"{blobs}", "--queuePort", $"{queues}", "--tablePort", $"{tables}",
        ];
        _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        await WaitUntilItAnswersAsync(blobs);
        await WaitUntilItAnswersAsync(tables);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitUntilItAnswersAsync(int port)
    {
        using var patience = new CancellationTokenSource(LongestStart);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, port, patience.Token);
                return;
            }
            catch (SocketException) when (_process is { HasExited: false })
            {
                await ticks.WaitForNextTickAsync(patience.Token);
            }
        }
    }
}

[CollectionDefinition(Name)]
public sealed class AzuriteGroup : ICollectionFixture<AzuriteServer>
{
    public const string Name = "azurite";
}

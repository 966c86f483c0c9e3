using System.Net.Http.Headers;
using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Tests.Serving;

/// <summary><c>mission serve</c> on a free port, in the folder of a <see cref="MissionCli"/>, until it is told to stop.</summary>
internal sealed class ServedCli : IAsyncDisposable
{
    private readonly StopSignals _stop = new();
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<CliResult> _running = null!;

    /// <summary>The line that says where it listens.</summary>
    public string Ready { get; private set; } = "";

    public Uri Address => new(Ready.Split(' ').First(word => word.StartsWith("http://", StringComparison.Ordinal)));

    public static async Task<ServedCli> StartAsync(MissionCli cli, params string[] more)
    {
        var served = new ServedCli();
        served._running = cli.CallAsync(_ => { }, ["serve", "--listen", "127.0.0.1:0", "--hub", cli.HubFile, .. more], served._stop, line => served._ready.TrySetResult(line));
        if (await Task.WhenAny(served._ready.Task, served._running) == served._running)
        {
            throw new InvalidOperationException((await served._running).Error);
        }

        served.Ready = await served._ready.Task;
        return served;
    }

    public HttpClient Client()
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Ready.Split(' ').First(word => word.StartsWith("mc_", StringComparison.Ordinal)));
        return client;
    }

    public async Task<CliResult> StopAsync()
    {
        if (!_running.IsCompleted)
        {
            _stop.Request(15);
        }

        return await _running;
    }

    public async ValueTask DisposeAsync() => await StopAsync();
}

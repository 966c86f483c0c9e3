using System.Diagnostics;
using System.Net.Http.Headers;
using MissionControl.Testing;

namespace MissionControl.Benchmarks;

/// <summary>A <c>mission serve</c> of its own process on a free port.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string[] _ready;

    private ServerProcess(Process process, string ready) => (_process, _ready) = (process, ready.Split(' '));

    public static async Task<ServerProcess> StartAsync(string hubFile)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(hubFile)! };
        foreach (var argument in new[] { Program(), "serve", "--listen", "127.0.0.1:0", "--hub", hubFile })
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        return await process.StandardOutput.ReadLineAsync() is { } ready
            ? new ServerProcess(process, ready)
            : throw new InvalidOperationException("'mission serve' ended before it listened.");
    }

    public HttpClient Client()
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(_ready.First(word => word.StartsWith("http://", StringComparison.Ordinal))) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _ready.First(word => word.StartsWith("mc_", StringComparison.Ordinal)));
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Built with the benchmarks, in their configuration.</summary>
    private static string Program()
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Repository.PathTo("src", "MissionControl.Cli", "bin", built.Parent!.Name, built.Name, "mission.dll");
    }
}

using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MissionControl.Http;
using MissionControl.Http.Routing;

namespace MissionControl.Cli.Serving;

/// <summary>The HTTP API on a socket. It reads no settings of its own: nothing in the environment or the current directory changes it.</summary>
internal sealed class MissionServer : IAsyncDisposable
{
    private const int MostConnections = 5000;
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    private readonly WebApplication _app;

    private MissionServer(WebApplication app) => _app = app;

    /// <summary>The port that it listens on.</summary>
    public int Port => new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    /// <exception cref="IOException">The place to listen is taken.</exception>
    public static async Task<MissionServer> StartAsync(ListenAddress listen, ILoggerProvider log, Func<ILogger, MissionApi> api)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = nameof(MissionControl) });
        builder.Logging.AddProvider(log);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, OwnLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = LongestStop);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.MaxRequestLineSize = 4 * 1024;
            kestrel.Listen(new IPEndPoint(listen.Address, listen.Port));
        });
        var app = builder.Build();
        app.MapMissionControl(api(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(MissionControl))));
        try
        {
            await app.StartAsync();
            return new MissionServer(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes no more connections, and ends when the requests that are under way are answered, or after a while.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>The program's own signals end it.</summary>
    private sealed class OwnLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

using System.CommandLine;
using Microsoft.Extensions.Logging;
using MissionControl.Access;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Reference;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded;
using MissionControl.Http;
using MissionControl.Http.Access;
using MissionControl.Http.Metrics;
using MissionControl.Portfolio;

namespace MissionControl.Cli.Serving;

/// <summary><c>mission serve</c>: owns the hub, goes on with everything in it, and answers the HTTP API until it is told to stop.</summary>
internal sealed class ServeVerb : Verb
{
    private readonly Option<string> _listen = new("--listen")
    {
        Description = $"Where to listen; port 0 takes a free one. Default: {ListenAddress.Default}. Other addresses than those of this machine alone need a key first.",
        HelpName = "ADDRESS:PORT",
        DefaultValueFactory = _ => ListenAddress.Default,
    };

    private readonly Option<string?> _publicUrl = new("--public-url")
    {
        Description = "How others reach this server, for example through a proxy that speaks https.",
        HelpName = "URL",
    };

    public ServeVerb(CommonOptions common)
        : base(common, "serve", "Owns the hub, goes on with all runs in it, and answers the HTTP API until SIGTERM or Ctrl-C.")
    {
        Command.Options.Add(_listen);
        Command.Options.Add(_publicUrl);
    }

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        var listen = ListenAddress.Parse(parse.GetValue(_listen)!);
        var publicUrl = PublicUrl(parse.GetValue(_publicUrl));
        var data = Common.Data(parse);
        var composition = Common.Composition(parse);
        await using var runtime = await composition.OpenWholeAsync(Common.Hub(parse));
        var firstKey = await FirstKeyAsync(runtime, listen);
        await using var notifications = await composition.NotifyAsync(runtime);
        await using var schedules = composition.Schedule(runtime);
        using var metrics = new MetricsText(["MissionControl.Embedded"]);
        using var stopping = new CancellationTokenSource();
        var secret = ApiKeySecret.Create();
        var local = LocalKey.Create(secret, Terminal.User, Terminal.Clock.GetUtcNow());
        var api = Api(composition, runtime, data, new KeyCallers(runtime.Stores.Keys, Terminal.Clock, local)) with
        {
            Hosts = [.. new[] { publicUrl, composition.PublicUrl }.OfType<Uri>().Select(url => url.Host), Environment.MachineName],
            Metrics = metrics,
            Channels = notifications.Doors,
            Stopping = stopping.Token,
        };
        await using (var server = await ListenAsync(listen, log => api with { Log = log }))
        {
            var url = listen.Url(server.Port).GetLeftPart(UriPartial.Authority);
            runtime.Announce(url, secret.Reveal());
            Tell(parse, url, firstKey);
            await Terminal.Stop.WhenRequestedAsync();
            await stopping.CancelAsync();
            Terminal.Error.WriteLine("Stopping: requests under way are answered; runs go on with the next start.");
        }

        runtime.Announce(null, null);
        return ExitCodes.Done;
    }

    private MissionApi Api(HubComposition composition, EmbeddedRuntime runtime, DataDirectory data, CallerSource callers)
    {
        var portfolio = composition.Portfolio(runtime.Stores);
        return new MissionApi
        {
            Missions = runtime.Missions,
            Approvals = runtime.Stores.Approvals,
            Assets = runtime.Stores.Assets,
            Definitions = runtime.Stores.Definitions,
            Events = runtime.Stores.Events,
            Catalogue = runtime.Stores.Catalogue,
            Library = new DataMissions(Terminal, new MissionData(data, () => portfolio.ReferenceAsync(Terminal.Stop.Token))),
            Keys = runtime.Stores.Keys,
            Tools = composition.Tools,
            Reference = new ImportedReferenceSource(new FileReferenceSource(), runtime.Stores.Portfolio),
            Telemetry = composition.Telemetry(runtime.Stores),
            Portfolio = portfolio,
            DataDirectory = data.Path,
            Callers = callers,
            Clock = Terminal.Clock,
            Health = runtime.Health,
            Explain = RuntimeProblems.Of,
        };
    }

    private async Task<MissionServer> ListenAsync(ListenAddress listen, Func<ILogger, MissionApi> api)
    {
        using var log = new TerminalLog(Terminal);
        try
        {
            return await MissionServer.StartAsync(listen, log, api);
        }
        catch (IOException error)
        {
            throw new UsageException($"--listen: {PlainText.Line(error.Message)} Name another port, or 0 for a free one.");
        }
    }

    /// <summary>At the first start on this machine alone a key is made, so that somebody can get in; it is shown once.</summary>
    private async Task<string?> FirstKeyAsync(EmbeddedRuntime runtime, ListenAddress listen)
    {
        var keys = await runtime.Stores.Keys.ListAsync(CancellationToken.None);
        if (keys.Any(key => key.RevokedAt is null))
        {
            return null;
        }

        if (!listen.IsLoopback)
        {
            throw new UsageException($"--listen: {listen.Address} can be reached from elsewhere, and there is no key yet. Make one first: mission keys create --role admin --name NAME.");
        }

        var secret = ApiKeySecret.Create();
        await runtime.Stores.Keys.AddAsync(
            secret.Describe("first", [Role.Operator, Role.Approver, Role.Admin], Terminal.User, Terminal.Clock.GetUtcNow(), Terminal.User), CancellationToken.None);
        return secret.Reveal();
    }

    private void Tell(ParseResult parse, string url, string? firstKey) => Terminal.Out.WriteLine(Common.Json(parse)
        ? Wire.Serialize(new { Address = url, Key = firstKey, Pid = Environment.ProcessId })
        : $"Mission Control listens on {url}{(firstKey is null ? "" : $" with the key {firstKey} (shown this once)")}");

    private static Uri? PublicUrl(string? given) => given is null ? null
        : Uri.TryCreate(given, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url is { Scheme: "http", IsLoopback: true }) ? url
        : throw new UsageException($"--public-url: '{PlainText.Short(given, 80)}' is no address that people can trust. Write it as https://host.");
}

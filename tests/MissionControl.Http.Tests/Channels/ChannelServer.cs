using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MissionControl.Approvals;
using MissionControl.Http.Access;
using MissionControl.Http.Configuration;
using MissionControl.Http.Routing;
using MissionControl.Missions;
using MissionControl.Notifications;
using MissionControl.Reference;
using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Testing;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Stores;
using MissionControl.Testing.Tools;
using MissionControl.Tools.Web;

namespace MissionControl.Http.Channels;

/// <summary>What a host puts together: a hub on a file, its runtime, the channels of a configuration, and their routes on a socket. Time stands still.</summary>
internal sealed class ChannelServer : IAsyncDisposable
{
    public const string LinkKey = "bGluay1rZXktbnVtYmVyLW9uZS13aXRoLTMyLWJ5dGU=";
    public const string OtherLinkKey = "b3RoZXIta2V5LW51bWJlci10d28td2l0aC0zMi1ieXQ=";

    private const string People = """
        "people": {"ann": {"email": "ann@example.org", "teams": "aad-ann", "outlook": "ann@contoso.example"},
                   "bob": {"email": "bob@example.org", "teams": "aad-bob", "outlook": "bob@contoso.example"}},
        "groups": {"finance": ["ann", "bob"]}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("channels-");
    private WebApplication _app = null!;
    private int _runs;

    private ChannelServer()
    {
    }

    public TestRuntime Runtime { get; private set; } = null!;

    public ChannelSet Channels { get; private set; } = null!;

    public ManualClock Clock { get; } = new();

    public ApprovalStore Approvals => Runtime.Stores.Approvals;

    public Uri Url { get; private set; } = null!;

    public ScriptedTool Deploy { get; } = ScriptedTool.Echo("deploy");

    /// <summary>Without cookies and redirects: a test carries what it needs.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    /// <param name="sections">Further sections of the configuration, for example <c>"channels": {...}</c>.</param>
    public static async Task<ChannelServer> StartAsync(string sections, bool links = true)
    {
        var server = new ChannelServer();
        server.Url = new Uri($"http://127.0.0.1:{FreePort()}");
        var configuration = Configure($$"""{{{People}}{{(links ? server.Links() : "")}}{{(sections.Length == 0 ? "" : ", " + sections)}}}""");
        server.Runtime = await TestRuntime.StartAsync(new TestRuntimeOptions
        {
            Clock = server.Clock,
            HubFile = Path.Combine(server._folder.FullName, "test.hub"),
            Registry = stores => new OrchestrationRegistry().AddMissions(server.Ports(stores, configuration)),
        });
        server.Channels = await new ChannelSetup
        {
            Configuration = configuration,
            Secrets = new DictionarySecretStore(new Dictionary<string, string>()),
            SeenKeys = server.Runtime.Stores.SeenKeys,
            Outbound = OutboundConnections.Open,
            HubId = server.Runtime.Runtime.HubId,
            Clock = server.Runtime.Clock,
        }.OpenAsync(CancellationToken.None);
        await server.ListenAsync();
        return server;
    }

    public static HostConfiguration Configure(string json) => ConfigurationReader.Read(Encoding.UTF8.GetBytes(json), "test.json") switch
    {
        ConfigurationReading.Sound sound => sound.Configuration,
        ConfigurationReading.Refused refused => throw new ArgumentException(string.Join(Environment.NewLine, refused.Errors)),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>Starts a run that waits for ann or bob before it deploys.</summary>
    public async Task<ApprovalRecord> AskAsync(string name = "Deploy to production", JsonObject? approval = null, Action<JsonObject>? step = null, string requestedBy = "rita")
    {
        var mission = TestMission.Create().Input("plan", "all of it").With("name", "Deploy").Hop("deploy", hop => hop.Reads("plan")
            .Step("deploy", made =>
            {
                made["approval"] = approval ?? new JsonObject { ["approvers"] = new JsonArray("ann", "bob") };
                made["description"] = name;
                step?.Invoke(made);
            })
            .With("name", name));
        var start = mission.Prepare($"run-{++_runs}", new Dictionary<string, JsonNode?>()) with { RequestedBy = requestedBy };
        await Runtime.Missions.StartAsync(start, CancellationToken.None);
        await Runtime.WhenIdleAsync();
        return (await Approvals.ListAsync(new ApprovalQuery(start.RunId, Open: true), default)).Items[0];
    }

    public NotificationDispatcher Dispatcher() => new(new NotificationPorts
    {
        Approvals = Approvals,
        Deliveries = Runtime.Stores.Deliveries,
        Notices = Runtime.Stores.Notices,
        Channels = Channels.Senders,
        Clock = Runtime.Clock,
    });

    public async Task<RunStatus> RunStatusAsync(string runId)
    {
        await Runtime.WhenIdleAsync();
        return (await Runtime.Stores.Runs.GetAsync(runId, default))!.Status;
    }

    public async Task<ApprovalRecord> ReadAsync(string approvalId) => (await Approvals.GetAsync(approvalId, default))!;

    /// <summary>Details of the refusals that the approval's audit list holds.</summary>
    public async Task<IReadOnlyList<string>> RefusalsAsync(string approvalId) =>
        [.. (await Approvals.ReadAuditAsync(approvalId, default)).Where(entry => entry.Kind == ApprovalAuditKind.Refused).Select(entry => entry.Detail ?? "")];

    public string LinkFor(ApprovalRecord approval, string person, TimeSpan? lifetime = null) =>
        Channels.Doors.Links!.Signer.Sign(approval.RunId, approval.ApprovalId, person, "email", lifetime ?? TimeSpan.FromDays(7));

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request);
        return new Reply(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    public Task<Reply> GetPageAsync(string token) => SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Url, $"/approvals/{token}")));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Client.Dispose();
        Channels.Dispose();
        await Runtime.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private string Links() => $$"""
        , "links": {"public_url": "{{Url}}", "keys": [{"id": "k1", "secret": "{{LinkKey}}"}, {"id": "k0", "secret": "{{OtherLinkKey}}"}]}
        """;

    private MissionPorts Ports(Embedded.HubStores stores, HostConfiguration configuration)
    {
        var tools = new ToolRegistry();
        tools.Add(Deploy);
        return new MissionPorts
        {
            Tools = tools,
            Assets = stores.Assets,
            Definitions = stores.Definitions,
            Approvals = stores.Approvals,
            Claims = stores.Claims,
            Telemetry = stores.TelemetryPorts(),
            Secrets = new DictionarySecretStore(new Dictionary<string, string>()),
            Reference = new FixedReferenceSource(() => ReferenceSet.Empty),
            Clock = Clock,
            People = configuration.People,
            ApprovalRules = configuration.ApprovalRules,
        };
    }

    private async Task ListenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Url.AbsoluteUri);
        _app = builder.Build();
        _app.MapMissionControl(new MissionApi
        {
            Missions = Runtime.Missions,
            Approvals = Approvals,
            Assets = Runtime.Stores.Assets,
            Definitions = Runtime.Stores.Definitions,
            Events = Runtime.Stores.Events,
            Catalogue = Runtime.Stores.Catalogue,
            Tools = new ToolRegistry(),
            Reference = new FixedReferenceSource(() => ReferenceSet.Empty),
            Callers = new NoCallers(),
            Clock = Runtime.Clock,
            Channels = Channels.Doors,
        });
        await _app.StartAsync();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private sealed class NoCallers : CallerSource
    {
        public override Task<Identification> IdentifyAsync(HttpContext http) => Task.FromResult(new Identification(null));

        public override Task RefusedAsync(HttpContext http, string kind, string? keyId) => Task.CompletedTask;
    }
}

/// <summary>A response, read whole.</summary>
internal sealed record Reply(HttpStatusCode Status, string Body, IReadOnlyDictionary<string, string> Headers);

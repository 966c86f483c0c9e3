using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using MissionControl.Access;
using MissionControl.Embedded;
using MissionControl.Http.Access;
using MissionControl.Http.Metrics;
using MissionControl.Http.Routing;
using MissionControl.Portfolio;
using MissionControl.Reference;
using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Testing.Stores;
using MissionControl.Testing.Tools;

namespace MissionControl.Http;

/// <summary>The API on a socket of this machine, over a hub in memory and scripted tools: <c>echo</c>, <c>fail</c> and <c>hang</c>.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly MetricsText _metrics;
    private readonly CancellationTokenSource _stopping;

    private ApiServer(WebApplication app, EmbeddedRuntime runtime, MetricsText metrics, CancellationTokenSource stopping)
    {
        (_app, Runtime, _metrics, _stopping) = (app, runtime, metrics, stopping);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public EmbeddedRuntime Runtime { get; }

    public Uri Address { get; }

    public static async Task<ApiServer> StartAsync(Func<MissionApi, MissionApi>? change = null)
    {
        var tools = new ToolRegistry();
        foreach (var tool in new[] { ScriptedTool.Echo("echo"), ScriptedTool.Failing("fail", retryable: false), ScriptedTool.Hanging("hang") })
        {
            tools.Add(tool);
        }

        var reference = new FixedReferenceSource(() => ReferenceSet.Empty);
        var runtime = await EmbeddedRuntime.OpenAsync(new EmbeddedOptions
        {
            Clock = TimeProvider.System,
            Registry = stores => new OrchestrationRegistry().AddMissions(new MissionPorts
            {
                Tools = tools,
                Assets = stores.Assets,
                Definitions = stores.Definitions,
                Approvals = stores.Approvals,
                Claims = stores.Claims,
                Telemetry = stores.TelemetryPorts(),
                Secrets = new DictionarySecretStore(new Dictionary<string, string>()),
                Reference = reference,
                Clock = TimeProvider.System,
            }),
        });
        var metrics = new MetricsText(["MissionControl.Embedded"]);
        var stopping = new CancellationTokenSource();
        var api = new MissionApi
        {
            Missions = runtime.Missions,
            Approvals = runtime.Stores.Approvals,
            Assets = runtime.Stores.Assets,
            Definitions = runtime.Stores.Definitions,
            Events = runtime.Stores.Events,
            Catalogue = runtime.Stores.Catalogue,
            Keys = runtime.Stores.Keys,
            Callers = new KeyCallers(runtime.Stores.Keys, TimeProvider.System),
            Tools = tools,
            Reference = reference,
            Telemetry = runtime.Stores.TelemetryPorts(),
            Portfolio = new HubPortfolio(runtime.Stores.TelemetryPorts(), runtime.Stores.Definitions, runtime.Stores.Catalogue, TimeProvider.System),
            Clock = TimeProvider.System,
            Metrics = metrics,
            Stopping = stopping.Token,
        };
        return new ApiServer(await ListenAsync(change?.Invoke(api) ?? api), runtime, metrics, stopping);
    }

    /// <summary>A client with a key of these roles; with none of them, without a key.</summary>
    public async Task<HttpClient> ClientAsync(params Role[] roles)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        if (roles.Length > 0)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await KeyAsync(string.Join("+", roles), "Ann", roles));
        }

        return client;
    }

    public async Task<string> KeyAsync(string name, string? person, params Role[] roles)
    {
        var secret = ApiKeySecret.Create();
        await Runtime.Stores.Keys.AddAsync(secret.Describe(name, roles, person, DateTimeOffset.UnixEpoch, null), CancellationToken.None);
        return secret.Reveal();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Runtime.DisposeAsync();
        _metrics.Dispose();
        _stopping.Dispose();
    }

    private static async Task<WebApplication> ListenAsync(MissionApi api)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(new IPEndPoint(IPAddress.Loopback, 0)));
        var app = builder.Build();
        app.MapMissionControl(api);
        await app.StartAsync();
        return app;
    }
}

/// <summary>Calls and answers in JSON.</summary>
internal static class Calls
{
    public static async Task<Answer> SendAsync(
        this HttpClient client, string method, string path, string? body = null, string mediaType = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new Answer((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, text)
        {
            Headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
        };
    }

    /// <summary>The run once it is at rest: final, suspended or waiting for people.</summary>
    public static async Task<JsonNode> AtRestAsync(this ApiServer server, HttpClient client, string runId)
    {
        await server.Runtime.WhenIdleAsync();
        return (await client.SendAsync("GET", $"/api/runs/{runId}")).Json;
    }
}

internal sealed record Answer(int Status, string? MediaType, string Text)
{
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Code => (string?)Json["code"];

    public IEnumerable<string> Pointers => Json["errors"]!.AsArray().Select(error => (string)error!["pointer"]!);
}

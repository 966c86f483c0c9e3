using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MissionControl.Approvals;
using MissionControl.AzureStorage.Gateways;
using MissionControl.Functions.Hosting;
using MissionControl.Http.Routing;
using MissionControl.Missions;
using MissionControl.Notifications;
using MissionControl.Runtime;
using MissionControl.Testing;
using MissionControl.Testing.Gateways;
using Moq;

namespace MissionControl.Functions.Tests.Http;

/// <summary>The whole app on stores in memory that count their calls; the platform only listens.</summary>
internal sealed class MeteredApp : IDisposable
{
    /// <summary>Somebody who may do everything, and is a person.</summary>
    private static readonly string Principal = Convert.ToBase64String(Encoding.UTF8.GetBytes(
        """{"claims":[{"typ":"preferred_username","val":"ann"},{"typ":"roles","val":"viewer"},{"typ":"roles","val":"operator"},{"typ":"roles","val":"approver"},{"typ":"roles","val":"admin"}]}"""));

    private const int MostMissions = 10;
    private const int FailedRun = 8;

    private readonly CallMeter _meter = new();
    private readonly ManualClock _clock = new();
    private readonly Mock<DurableTaskClient> _platform = new("test");
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().BuildServiceProvider();
    private readonly MissionApp _app;

    public MeteredApp()
    {
        _platform.Setup(client => client.GetAllInstancesAsync(It.IsAny<OrchestrationQuery>())).Returns(Pageable.Create((_, _) => Task.FromResult(new Microsoft.DurableTask.Page<OrchestrationMetadata>([]))));
        _app = new MissionApp(new MissionAppParts
        {
            Tables = new MeteredTables(new SteadyTables(), _meter),
            Blobs = new MeteredBlobs(new MemoryBlobGateway(), _meter),
            PrepareAsync = _ => Task.CompletedTask,
            HubId = "test",
            Settings = new AppSettings { TrustsPrincipal = true },
            Secrets = new SettingSecretStore(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build()),
            Reference = new DeployedReference(),
            Clock = _clock,
            Log = NullLogger.Instance,
        });
    }

    /// <returns>The status of the answer, and how many calls to the gateways it took.</returns>
    public async Task<(int Status, int Calls)> AskAsync(ApiRoute route, string target, string? body)
    {
        using var scope = _services.CreateScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var (path, query) = target.Split('?') is [var one, var two] ? (one, two) : (target, "");
        (http.Request.Method, http.Request.Path, http.Request.QueryString) = (route.Method, path, new QueryString(query.Length > 0 ? "?" + query : ""));
        http.Request.Host = new HostString("localhost");
        http.Request.Headers["X-MS-CLIENT-PRINCIPAL"] = Principal;
        http.Response.Body = new MemoryStream();
        foreach (var (name, given) in route.Pattern.Split('/').Zip(path.Split('/')).Where(part => part.First.StartsWith('{')))
        {
            http.Request.RouteValues[name.Trim('{', '}')] = given;
        }

        if (body is not null)
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            (http.Request.Body, http.Request.ContentType, http.Request.ContentLength) = (new MemoryStream(bytes), "application/json", bytes.Length);
        }

        var before = _meter.Calls;
        var answer = await _app.AnswerAsync(route.Name, http.Request, _platform.Object);
        if (!route.Name.StartsWith("stream_", StringComparison.Ordinal))
        {
            await answer.ExecuteAsync(http);
        }

        return (http.Response.StatusCode, _meter.Calls - before);
    }

    /// <summary>
    /// All in one month; every run has been asked about twice, six of ten have ended, and one in all as failed: a snapshot looks at every risk that is
    /// open and at every mission, and of those there are as many however many runs there are.
    /// </summary>
    public async Task FillAsync(int runs, byte[] document)
    {
        for (var i = 0; i < runs; i++)
        {
            var (id, now) = ($"r{i}", _clock.GetUtcNow());
            await _app.Stores.RunRecords.StartAsync(
                new RunStart(id, "m", document, Wire.Sha256(document), new Dictionary<string, Assets.AssetReference>(), new Dictionary<string, byte[]>(), null, "bob"), default);
            foreach (var subject in (string[])["plan~1", "hop~a~1"])
            {
                var notice = new ApprovalNotice($"{id} {subject}", ApprovalNoticeKind.Requested, now, ["ann"]);
                await _app.Stores.Approvals.AddAsync(
                    new ApprovalRecord($"{id}~{subject}", id, "m", id, new ApprovalSubject(ApprovalSubjectKind.Plan, 1), ApprovalStatus.Pending, now, null) { Notices = [notice], Approvers = ["ann"] }, [], default);
            }

            await _app.Stores.Deliveries.AddAsync([Delivery.Of(new Notification($"n {id}", "risk.opened", now, "Late"), "email", "ann", now)], default);
            await (i >= MostMissions ? Task.CompletedTask : _app.Stores.Catalogue.PutAsync(new MissionPut(i == 0 ? "m" : $"m{i}", "m", document, now, "ann", null), default));
            await EndAsync(id, i == FailedRun ? RunStatus.Failed : (i % 10) is 0 or 1 or 2 or 5 or 7 or 8 ? RunStatus.Completed : null);
            _clock.Advance(TimeSpan.FromSeconds(100));
        }

        // As the sweep does every few minutes.
        await _app.Stores.Telemetry.CountAsync(_clock.GetUtcNow(), default);
    }

    public void Dispose()
    {
        _app.Dispose();
        _services.Dispose();
    }

    private async Task EndAsync(string runId, RunStatus? status)
    {
        if (status is { } final)
        {
            var end = new RunChange(runId, runId) { At = _clock.GetUtcNow(), Ending = RunChange.EndingOf(final), Result = new RunResult(final) };
            await _app.Stores.RunRecords.ChangeAsync(runId, record => end.ApplyTo(record), default);
        }
    }
}

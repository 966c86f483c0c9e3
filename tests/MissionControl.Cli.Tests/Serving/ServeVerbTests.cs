using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using MissionControl.Embedded;

namespace MissionControl.Cli.Tests.Serving;

public sealed class ServeVerbTests : IDisposable
{
    private readonly MissionCli _cli = new();

    public ServeVerbTests()
    {
        _cli.Write("asked.json", Samples.CountWithApproval);
        _cli.Write("count.json", Samples.Count);
    }

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Server_AtItsFirstStartOnThisMachine_PrintsAKeyThatOpensItAndKeepsOnlyItsHash()
    {
        await using (var served = await ServedCli.StartAsync(_cli))
        {
            using var client = served.Client();
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/runs")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/readyz")).StatusCode);
            client.DefaultRequestHeaders.Authorization = null;
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz")).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/readyz")).StatusCode);
        }

        await using var again = await ServedCli.StartAsync(_cli);
        Assert.DoesNotContain("mc_", again.Ready, StringComparison.Ordinal);
        Assert.DoesNotContain("mc_", (await _cli.RunAsync("keys", "list", "--json")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_WhileItServes_KeepsSnapshotsAndRiskRollupsByItsSchedules()
    {
        _cli.Write("host.json", """{ "portfolio": { "snapshot_schedule": "* * * * * *", "risk_rollup_schedule": "* * * * * *" } }""");
        await using (await ServedCli.StartAsync(_cli, "--config", "host.json"))
        {
            using var reader = HubReader.Open(_cli.HubFile)!;
            while (await reader.Portfolio.FindTickAsync("portfolio_snapshot", default) is null
                || (await reader.Portfolio.ListSnapshotsAsync(null, 1, default)).Count == 0
                || (await reader.Portfolio.ListRollupsAsync(1, default)).Count == 0)
            {
                await Task.Yield();
            }
        }
    }

    [Fact]
    public async Task Server_WithAScheduleThatIsNone_DoesNotStartAndNamesThePlace()
    {
        _cli.Write("host.json", """{ "portfolio": { "snapshot_schedule": "every hour" } }""");

        var refused = await _cli.RunAsync("serve", "--listen", "127.0.0.1:0", "--config", "host.json");

        Assert.Equal(2, refused.Code);
        Assert.Contains("$.portfolio.snapshot_schedule", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_ForOtherMachines_NeedsAKeyFirst()
    {
        var refused = await _cli.RunAsync("serve", "--listen", "*:0");

        Assert.Equal(2, refused.Code);
        Assert.Contains("mission keys create", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_OfAHubThatIsServed_IsRefusedWithTheFirstOnesProcessAndAddress()
    {
        await using var served = await ServedCli.StartAsync(_cli);

        var refused = await _cli.RunAsync("serve", "--listen", "127.0.0.1:0");

        Assert.Equal(2, refused.Code);
        Assert.Contains($"process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)} on {Environment.MachineName}", refused.Error, StringComparison.Ordinal);
        Assert.Contains(served.Address.ToString().TrimEnd('/'), refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_ToldToStop_EndsStreamsAndLeavesTheHubToOthers()
    {
        await using var served = await ServedCli.StartAsync(_cli);
        using var client = served.Client();
        using var stream = await client.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead);

        var stopped = await served.StopAsync();

        Assert.Equal(0, stopped.Code);
        Assert.Equal("retry: 2000", (await stream.Content.ReadAsStringAsync()).Trim());
        Assert.Equal(0, (await _cli.RunAsync("run", "count.json")).Code);
    }

    [Fact]
    public async Task Verbs_WhileAnotherProcessServes_AreDoneByItInTheirCallersName()
    {
        await using var served = await ServedCli.StartAsync(_cli);

        Assert.Equal(3, (await _cli.RunAsync("run", "asked.json", "--run-id", "r1", "--by", "Bob")).Code);
        Assert.Equal(0, (await _cli.RunAsync("suspend", "r1", "--comment", "later")).Code);
        Assert.Equal(3, (await _cli.RunAsync("resume", "r1")).Code);
        var approved = await _cli.RunAsync("approve", "r1~hop~sum~1", "--by", "Ann", "--json");
        Assert.Equal((0, "completed"), (approved.Code, approved.Status));
        Assert.Contains("sum", approved.Error, StringComparison.Ordinal);

        using var client = served.Client();
        var run = JsonNode.Parse(await client.GetStringAsync("/api/runs/r1"))!;
        Assert.Equal("Bob", (string?)run["requested_by"]);
        var approval = JsonNode.Parse(await client.GetStringAsync("/api/approvals/r1~hop~sum~1"))!;
        Assert.Equal(("Ann", "cli"), ((string?)approval["decision"]!["by"], (string?)approval["decision"]!["channel"]));
        Assert.Equal(0, (await _cli.RunAsync("purge", "r1")).Code);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/runs/r1")).StatusCode);
    }

    [Fact]
    public async Task Run_ThatIsServed_ApprovesAllAndTellsItsOutputs()
    {
        await using var served = await ServedCli.StartAsync(_cli);

        var run = await _cli.RunAsync("run", "asked.json", "--run-id", "r1", "--approve-all", "--json");

        Assert.Equal((0, "completed"), (run.Code, run.Status));
        Assert.NotNull(run.Json["outputs"]!["summary"]);
    }

    [Fact]
    public async Task Verb_ThatTheServerRefuses_IsWrongAsItWasWithoutAServer()
    {
        await using var served = await ServedCli.StartAsync(_cli);
        await _cli.RunAsync("run", "count.json", "--run-id", "r1");

        var refused = await _cli.RunAsync("retry", "r1");

        Assert.Equal(2, refused.Code);
        Assert.Contains("cannot retry", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejection_ThatIsServed_EndsAsItWasToldTo()
    {
        await using var served = await ServedCli.StartAsync(_cli);
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1");

        Assert.Equal(0, (await _cli.RunAsync("reject", "r1~hop~sum~1", "--comment", "no")).Code);
        Assert.Equal(1, (await _cli.RunAsync("approve", "r1~hop~sum~1")).Code);
    }

    [Fact]
    public async Task Keys_MadeAndRevokedWhileItIsServed_HoldAtOnce()
    {
        await using var served = await ServedCli.StartAsync(_cli);
        var made = await _cli.RunAsync("keys", "create", "--role", "viewer", "--name", "ci");
        var key = made.Out.Trim();
        using var client = served.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/runs")).StatusCode);

        Assert.Equal(0, (await _cli.RunAsync("keys", "revoke", key.Split('_')[1])).Code);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/runs")).StatusCode);
        Assert.Contains("key_revoked", (await _cli.RunAsync("keys", "refusals")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Owner_WithItsKey_IsReadableForItsUserAloneAndForgottenAtTheEnd()
    {
        await using (var served = await ServedCli.StartAsync(_cli))
        {
            Assert.StartsWith("mc_", HubOwner.Read(_cli.HubFile)!.Key, StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_cli.HubFile + ".owner"));
            }
        }

        Assert.Null(HubOwner.Read(_cli.HubFile)!.Key);
    }

    [Fact]
    public async Task Call_OfAVerbBelowAnotherWithoutItsOptions_GetsThatVerbsHelp()
    {
        var refused = await _cli.RunAsync("keys", "create");

        Assert.Equal(2, refused.Code);
        Assert.Contains("--person", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--listen", "nowhere")]
    [InlineData("--listen", "127.0.0.1:99999")]
    [InlineData("--public-url", "http://example.com")]
    [InlineData("--config", "missing.json")]
    public async Task Option_ThatCannotBeUsed_IsNamed(string option, string value)
    {
        var refused = await _cli.RunAsync("serve", option, value);

        Assert.Equal(2, refused.Code);
        Assert.Contains(option, refused.Error, StringComparison.Ordinal);
    }
}

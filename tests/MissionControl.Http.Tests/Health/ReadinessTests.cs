using MissionControl.Access;
using MissionControl.Runtime;

namespace MissionControl.Http.Health;

public sealed class ReadinessTests
{
    [Fact]
    public async Task Server_WhoseHubCannotBeWritten_IsAliveAndNotReady()
    {
        await using var server = await ApiServer.StartAsync(api => api with { Health = new FullDisk() });
        using var client = await server.ClientAsync(Role.Viewer);

        var ready = await client.SendAsync("GET", "/readyz");

        Assert.Equal((503, "unavailable", "The disk is full."), (ready.Status, ready.Code, (string?)ready.Json["detail"]));
        Assert.Equal(200, (await client.SendAsync("GET", "/healthz")).Status);
    }

    [Fact]
    public async Task Server_ThatBeginsToStop_IsNotReadyAndEndsItsStreams()
    {
        using var stopping = new CancellationTokenSource();
        await using var server = await ApiServer.StartAsync(api => api with { Stopping = stopping.Token });
        using var client = await server.ClientAsync(Role.Viewer);
        using var stream = await client.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead);

        await stopping.CancelAsync();

        Assert.Equal("retry: 2000\n\n", await stream.Content.ReadAsStringAsync());
        Assert.Equal(503, (await client.SendAsync("GET", "/readyz")).Status);
    }

    [Fact]
    public async Task Metrics_AfterARun_TellWhatTheHubMeasured()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator);
        await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo));
        await server.Runtime.WhenIdleAsync();

        var text = (await client.SendAsync("GET", "/metrics")).Text;

        Assert.Contains("# TYPE mission_control_commit_duration_seconds histogram", text, StringComparison.Ordinal);
        Assert.Matches("""mission_control_commit_duration_seconds_bucket\{le="\+Inf"\} [1-9]""", text);
        Assert.Contains("mission_control_steps_total{", text, StringComparison.Ordinal);
    }

    private sealed class FullDisk : HubHealth
    {
        public override event Action<HubState>? Changed
        {
            add
            {
                // It never changes.
            }

            remove
            {
                // It never changes.
            }
        }

        public override HubState State => new(IsReady: false, "The disk is full.", DateTimeOffset.UnixEpoch);
    }
}

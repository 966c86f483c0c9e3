using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Cli.Remote;

/// <summary>Changes runs through the server that owns the hub, and reads what it committed from the hub's file.</summary>
internal sealed class HttpMissionClient(HubServer server, RunStore runs) : MissionClient
{
    public override RunStore Runs => runs;

    public override async Task<RunRecord> StartAsync(RunStart start, CancellationToken cancellationToken)
    {
        var body = new
        {
            Mission = JsonDocument.Parse(start.Definition.AsMemory(start.Definition.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0), new JsonDocumentOptions { MaxDepth = Wire.MaxDepth }).RootElement,
            Inputs = start.Inputs.ToDictionary(input => input.Key, input => Content(start, input.Value)),
            start.RunId,
            start.RequestedBy,

            // Without a word the server would take its own.
            DataDirectory = start.DataDirectory ?? "",
        };
        await CallAsync(HttpMethod.Post, "/api/runs", body, cancellationToken);
        return await FindAsync(start.RunId, cancellationToken);
    }

    public override Task<RunRecord> RetryAsync(string runId, string by, CancellationToken cancellationToken) => CommandAsync(runId, "retry", by, null, cancellationToken);

    public override Task<RunRecord> SuspendAsync(string runId, string by, string? reason, CancellationToken cancellationToken) =>
        CommandAsync(runId, "suspend", by, reason, cancellationToken);

    public override Task<RunRecord> ResumeAsync(string runId, string by, string? reason, CancellationToken cancellationToken) =>
        CommandAsync(runId, "resume", by, reason, cancellationToken);

    public override Task<RunRecord> TerminateAsync(string runId, string by, string? reason, CancellationToken cancellationToken) =>
        CommandAsync(runId, "terminate", by, reason, cancellationToken);

    public override Task PurgeAsync(string runId, CancellationToken cancellationToken) => CallAsync(HttpMethod.Delete, $"/api/runs/{runId}", null, cancellationToken);

    /// <summary>Run by run, so that the server's other work is never held up.</summary>
    public override async Task<PurgeOutcome> PurgeAsync(PurgeQuery query, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        query.Check();
        var before = TimeProvider.System.GetUtcNow() - query.OlderThan;
        var purged = 0;
        foreach (var status in query.Statuses.Distinct())
        {
            RunPlace? after = null;
            while (await runs.ListAsync(new RunQuery(status, Limit: 100) { After = after, Before = before }, cancellationToken) is { Count: > 0 } page)
            {
                foreach (var run in page.Where(run => run.CompletedAt <= before))
                {
                    await PurgeAsync(run.RunId, cancellationToken);
                    progress?.Report(++purged);
                }

                after = new RunPlace(page[^1].CreatedAt, page[^1].RunId);
            }
        }

        return new PurgeOutcome(purged, []);
    }

    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? payload, string? eventId, CancellationToken cancellationToken, string? by = null) =>
        await CallAsync(HttpMethod.Post, $"/api/runs/{InstanceIds.RunOf(instanceId)}/events/{eventName}", payload, cancellationToken);

    private static JsonNode? Content(RunStart start, AssetReference reference)
    {
        var body = reference.Inline is { } inline ? JsonObject.Create(inline.Clone())! : JsonNode.Parse(start.Bodies[reference.Sha256])!.AsObject();
        return body["content"]?.DeepClone();
    }

    private async Task<RunRecord> CommandAsync(string runId, string verb, string by, string? reason, CancellationToken cancellationToken)
    {
        await CallAsync(HttpMethod.Post, $"/api/runs/{runId}/{verb}", new { By = by, Reason = reason }, cancellationToken);
        return await FindAsync(runId, cancellationToken);
    }

    private async Task CallAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        try
        {
            await server.CallAsync(method, path, body, cancellationToken);
        }
        catch (RefusedException refused)
        {
            throw refused.ToUsage();
        }
    }

    private async Task<RunRecord> FindAsync(string runId, CancellationToken cancellationToken) =>
        await runs.GetAsync(runId, cancellationToken) ?? throw new RunNotFoundException(runId);
}

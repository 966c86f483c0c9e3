using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MissionControl.Http.Access;
using MissionControl.Http.Answers;
using MissionControl.Http.Bodies;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Http.Runs;

/// <summary>What people and programs do with a run that exists; who did stands in its history.</summary>
internal static class RunCommands
{
    private static readonly string[] Reserved = [EventNames.Cancel, EventNames.HopNotice, EventNames.Stop];

    public static Task<IResult> SuspendAsync(ApiCall call) =>
        ChangeAsync(call, (runId, by, reason) => call.Api.Missions.SuspendAsync(runId, by, reason, CancellationToken.None));

    public static Task<IResult> ResumeAsync(ApiCall call) =>
        ChangeAsync(call, (runId, by, reason) => call.Api.Missions.ResumeAsync(runId, by, reason, CancellationToken.None));

    public static Task<IResult> TerminateAsync(ApiCall call) =>
        ChangeAsync(call, (runId, by, reason) => call.Api.Missions.TerminateAsync(runId, by, reason, CancellationToken.None));

    public static Task<IResult> RetryAsync(ApiCall call) =>
        ChangeAsync(call, (runId, by, _) => call.Api.Missions.RetryAsync(runId, by, CancellationToken.None));

    public static async Task<IResult> PurgeAsync(ApiCall call)
    {
        var run = await RunReads.FindAsync(call);
        await call.Api.Missions.PurgeAsync(run.RunId, CancellationToken.None);
        return Results.NoContent();
    }

    public static async Task<IResult> RaiseAsync(ApiCall call)
    {
        var run = await RunReads.FindAsync(call);
        var name = call.Id("name");
        if (Reserved.Contains(name))
        {
            throw ProblemList.Forbidden($"Events called '{name}' are the orchestrators' own.").ToException();
        }

        if (run.IsFinal)
        {
            throw ProblemList.Conflict("run_is_final", $"Run '{run.RunId}' is {Wire.Word(run.Status)}: it takes no events.").ToException();
        }

        var eventId = IdempotencyKey.Read(call.Http.Request) is { } key ? $"{call.Caller.KeyId}:{key}" : null;
        var payload = await PayloadAsync(call);
        await call.Api.Missions.RaiseEventAsync(run.ExecutionId, name, payload, eventId, CancellationToken.None, call.Caller.Name);
        return JsonAnswer.Of(new EventAnswer(run.RunId, name, eventId), StatusCodes.Status202Accepted);
    }

    private static async Task<object?> PayloadAsync(ApiCall call)
    {
        if (call.Http.Request is { ContentLength: 0 or null, ContentType: null })
        {
            return null;
        }

        using var payload = JsonBody.Parse(await JsonBody.ReadBytesAsync(call));
        return payload.RootElement.ValueKind == JsonValueKind.Null ? null : payload.RootElement.Clone();
    }

    // A command that was taken is carried out, whoever still waits for its answer.
    private static async Task<IResult> ChangeAsync(ApiCall call, Func<string, string, string?, Task<RunRecord>> command)
    {
        var body = await JsonBody.ReadAsync(call, new CommandBody());
        var run = await RunReads.FindAsync(call);
        return JsonAnswer.Of(RunSummary.Of(await command(run.RunId, Names.Of(call, body.By), Names.Reason(body.Reason))));
    }
}

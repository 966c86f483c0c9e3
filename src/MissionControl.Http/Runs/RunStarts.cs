using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MissionControl.Http.Access;
using MissionControl.Http.Answers;
using MissionControl.Http.Bodies;
using MissionControl.Http.Missions;
using MissionControl.Http.Paging;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Http.Runs;

/// <summary>Starts runs. A start that was answered is on disk; the same request again, known by its key or its run id, is the same run.</summary>
internal static class RunStarts
{
    private const int IdLetters = 10;

    public static async Task<IResult> StartMissionAsync(ApiCall call)
    {
        var number = new QueryParameters(call.Http.Request, "version").Text("version") is null
            ? (int?)null
            : new QueryParameters(call.Http.Request, "version").Number("version", 1, int.MaxValue);
        var missionId = call.Id("mission_id");
        var bytes = await ReadAsync(call);
        return await OnceAsync(call, bytes, async () =>
        {
            var body = JsonBody.BindOrDefault(bytes, new StartBody());
            var mission = await MissionCatalogue.FindAsync(call.Api, missionId, number, call.Aborted) ?? throw ProblemList.MissionNotFound(missionId).ToException();
            return await PrepareAsync(call, mission, body, pointer: null);
        });
    }

    public static async Task<IResult> StartDocumentAsync(ApiCall call)
    {
        var bytes = await ReadAsync(call);
        return await OnceAsync(call, bytes, async () =>
        {
            using var json = JsonBody.Parse(bytes);
            var body = JsonBody.Bind<StartDocumentBody>(json.RootElement);
            var mission = new LibraryMission(Encoding.UTF8.GetBytes(body.Mission.GetRawText()), call.Api.DataDirectory);
            return await PrepareAsync(call, mission, body.Start, pointer: "/mission");
        });
    }

    private static async Task<byte[]> ReadAsync(ApiCall call) =>
        call.Http.Request is { ContentLength: 0 or null, ContentType: null } ? [] : await JsonBody.ReadBytesAsync(call);

    private static async Task<IResult> OnceAsync(ApiCall call, byte[] body, Func<Task<RunStart>> prepare)
    {
        var key = IdempotencyKey.Of(call, body);
        if (key is not null && await call.Api.Runs.FindStartAsync(key.Key, call.Aborted) is { } earlier)
        {
            return Repeated(call, earlier, key);
        }

        var start = await prepare() with { Key = key };
        try
        {
            return Accepted(await call.Api.Missions.StartAsync(start, CancellationToken.None));
        }
        catch (StartKeyTakenException taken)
        {
            var run = await call.Api.Runs.GetAsync(taken.RunId, call.Aborted) ?? throw ProblemList.RunNotFound(taken.RunId).ToException();
            return Repeated(call, run, key!);
        }
    }

    private static IResult Repeated(ApiCall call, RunRecord run, StartKey key)
    {
        if (run.Start?.RequestHash != key.RequestHash)
        {
            throw ProblemList.Invalid(
                "idempotency_key_reused",
                "The key was used for another request.",
                [new ProblemError("", $"The key in {IdempotencyKey.Header} started run '{run.RunId}' with another path or body. Use a new key for a new request.")]).ToException();
        }

        call.Http.Response.Headers["Idempotency-Replayed"] = "true";
        return Accepted(run);
    }

    private static IResult Accepted(RunRecord run) => JsonAnswer.Of(RunSummary.Of(run), StatusCodes.Status202Accepted, $"/api/runs/{run.RunId}");

    private static async Task<RunStart> PrepareAsync(ApiCall call, LibraryMission mission, StartBody body, string? pointer)
    {
        var request = new StartRequest(mission.Document, pointer, body.Inputs ?? new Dictionary<string, JsonElement>())
        {
            RunId = body.RunId,
            RequestedBy = Names.OfStart(call, body.RequestedBy),
            DataDirectory = DataDirectory(call, body.DataDirectory, mission.DataDirectory),
        };
        return await StartPreparation.PrepareAsync(call.Api, request, IdLetters, call.Aborted);
    }

    /// <param name="otherwise">Where none is given.</param>
    private static string? DataDirectory(ApiCall call, string? given, string? otherwise)
    {
        if (given is null)
        {
            return otherwise;
        }

        if (!call.Caller.IsLocal)
        {
            throw ProblemList.Forbidden("The server's data directory is the only one: leave data_directory out.").ToException();
        }

        return given.Length == 0 ? null
            : Path.IsPathFullyQualified(given) && !given.Contains('\0', StringComparison.Ordinal) ? given
            : throw ProblemList.InvalidBody(new ProblemError("/data_directory", "Give an absolute path.")).ToException();
    }
}

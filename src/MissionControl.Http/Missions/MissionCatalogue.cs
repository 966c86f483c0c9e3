using Microsoft.AspNetCore.Http;
using MissionControl.Http.Answers;
using MissionControl.Http.Bodies;
using MissionControl.Http.Paging;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Http.Missions;

/// <summary>The missions that can be started by their id.</summary>
internal static class MissionCatalogue
{
    public const int MostMissions = 500;

    /// <summary>A saved version, the newest when none is named; else the server's own mission.</summary>
    public static async Task<LibraryMission?> FindAsync(MissionApi api, string missionId, int? number, CancellationToken cancellationToken) =>
        await api.Catalogue.GetAsync(missionId, number, cancellationToken) is { } saved ? new LibraryMission(saved.Document, api.DataDirectory)
            : number is null && api.Library is { } library ? await library.FindAsync(missionId, cancellationToken)
            : null;

    public static async Task<IResult> ListAsync(ApiCall call)
    {
        var query = new QueryParameters(call.Http.Request, "limit", "cursor");
        var limit = query.Number("limit", 100, MostMissions);
        var after = PageCursor.Read("missions", query.Text("cursor"), parts: 1)?[0];
        var saved = await call.Api.Catalogue.ListAsync(after, limit + 1, call.Aborted);
        var own = call.Api.Library is { } library ? await library.ListAsync(call.Aborted) : [];
        var all = saved.Select(MissionEntry.Of)
            .Concat(own.Where(id => string.CompareOrdinal(id, after) > 0).Select(id => new MissionEntry(id)))
            .GroupBy(entry => entry.MissionId, StringComparer.Ordinal)
            .Select(entries => entries.First())
            .OrderBy(entry => entry.MissionId, StringComparer.Ordinal)
            .Take(limit + 1)
            .ToList();
        var page = all.Take(limit).ToList();
        return JsonAnswer.Tagged(new MissionPage(page, all.Count > limit ? PageCursor.Write("missions", page[^1].MissionId) : null));
    }

    public static async Task<IResult> GetAsync(ApiCall call)
    {
        var query = new QueryParameters(call.Http.Request, "version");
        var missionId = call.Id("mission_id");
        var number = query.Text("version") is null ? (int?)null : query.Number("version", 1, int.MaxValue);
        if (await call.Api.Catalogue.GetAsync(missionId, number, call.Aborted) is { } saved)
        {
            var versions = await call.Api.Catalogue.VersionsAsync(missionId, call.Aborted);
            return JsonAnswer.Tagged(MissionDetail.Of(saved.Version.MissionId, saved.Document, versions, saved.Version.Number), saved.Version.Sha256);
        }

        var own = await FindAsync(call.Api, missionId, number, call.Aborted) ?? throw ProblemList.MissionNotFound(missionId).ToException();
        return JsonAnswer.Tagged(MissionDetail.Of(missionId, own.Document, [], null), Wire.Sha256(own.Document));
    }

    public static async Task<IResult> PutAsync(ApiCall call)
    {
        var missionId = call.Id("mission_id");
        var expected = Precondition.Read(call.Http.Request);
        var document = await JsonBody.ReadBytesAsync(call);
        var definition = Judge(call, document, "");
        if (definition.MissionId != missionId)
        {
            throw ProblemList.InvalidMission("", [new DocumentError("mission", "$.mission_id", $"found '{definition.MissionId}'", $"It is saved as '{missionId}': write that, or PUT it to its own id.")]).ToException();
        }

        var put = new MissionPut(missionId, definition.Name, document, call.Api.Clock.GetUtcNow(), call.Caller.Name, expected);
        var outcome = await call.Api.Catalogue.PutAsync(put, CancellationToken.None);
        if (!outcome.Fits)
        {
            throw ProblemList.PreconditionFailed(outcome.Version is { } now
                ? $"The newest version is {now.Number}, \"{now.Sha256}\". Read it, and put the change on top."
                : "There is no such mission: leave If-Match out to save the first version.").ToException();
        }

        call.Http.Response.Headers.ETag = $"\"{outcome.Version!.Sha256}\"";
        return JsonAnswer.Of(MissionEntry.Of(outcome.Version), outcome.Saved ? StatusCodes.Status201Created : StatusCodes.Status200OK, $"/api/missions/{missionId}");
    }

    public static async Task<IResult> ValidateAsync(ApiCall call)
    {
        var definition = Judge(call, await JsonBody.ReadBytesAsync(call), "");
        var contents = definition.Inputs.Where(input => input.HasContent).ToDictionary(input => input.Id, input => input.Content, StringComparer.Ordinal);
        var reference = await call.Api.Reference.ReadAsync(call.Api.DataDirectory, call.Aborted);
        var planning = MissionPlanning.Plan(definition, "mission", contents, call.Api.Tools, reference);
        return planning.Errors.Count == 0
            ? JsonAnswer.Of(new ValidAnswer(definition.MissionId, definition.Name, [.. definition.Inputs.Select(input => new InputAnswer(input.Id, input.Type.ToString(), !input.HasContent))]))
            : throw ProblemList.InvalidMission("", planning.Errors).ToException();
    }

    private static MissionDefinition Judge(ApiCall call, byte[] document, string pointer) => MissionDocument.Read(document, "mission", call.Api.Tools) switch
    {
        MissionDocumentReading.Sound sound => sound.Definition,
        MissionDocumentReading.Refused refused => throw ProblemList.InvalidMission(pointer, refused.Errors).ToException(),
        _ => throw new InvalidOperationException("A reading is sound or refused."),
    };
}

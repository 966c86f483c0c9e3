using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using MissionControl.Assets;
using MissionControl.Http.Answers;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Http.Runs;

/// <summary>Contents of a run's mission assets: its outputs, what hops exported, its inputs.</summary>
internal static class RunAssets
{
    public static async Task<IResult> GetAsync(ApiCall call)
    {
        var run = await RunReads.FindAsync(call);
        var id = call.Id("asset_id");
        var reference = await FindAsync(call, run, id)
            ?? throw ProblemList.NotFound("asset_not_found", $"Run '{run.RunId}' has no mission asset '{id}' yet.").ToException();
        return Answer(id, reference, await ReadAsync(call, run, reference));
    }

    public static async Task<JsonNode?> ReadAsync(ApiCall call, RunRecord run, AssetReference reference)
    {
        try
        {
            return (await AssetBody.ReadAsync(call.Api.Assets, run.RunId, reference, call.Aborted))["content"];
        }
        catch (AssetMissingException missing)
        {
            throw ProblemList.Gone("asset_missing", missing.Message).ToException();
        }
    }

    private static async Task<AssetReference?> FindAsync(ApiCall call, RunRecord run, string id)
    {
        if (run.Result is { } result)
        {
            var exported = result.Hops.Select(hop => hop.Exports.GetValueOrDefault(id)).FirstOrDefault(found => found is not null);
            if ((result.Outputs.GetValueOrDefault(id) ?? exported) is { } found)
            {
                return found;
            }
        }

        var histories = await call.Api.Runs.ReadHistoryAsync(run.RunId, call.Aborted);
        var view = RunProjection.Read(run, histories, call.Api.Clock.GetUtcNow());
        return view.Hops.Select(hop => hop.Result.Exports.GetValueOrDefault(id)).FirstOrDefault(found => found is not null) ?? Input(histories, id);
    }

    private static AssetReference? Input(IReadOnlyList<InstanceHistory> histories, string id) =>
        histories.Count > 0 && histories[0].Events is [ExecutionStarted { Name: TaskNames.Mission, Input: { } input }, ..]
            ? Wire.Deserialize<RunInput>(input)?.Inputs.GetValueOrDefault(id)
            : null;

    // Always a download: what a mission made is nobody's page.
    private static IResult Answer(string id, AssetReference reference, JsonNode? content) => (reference.Type.Kind, content) switch
    {
        (AssetKind.Markdown, JsonValue value) when value.TryGetValue<string>(out var text) => ContentAnswer.Text(text, "text/markdown", reference.Sha256, $"{id}.md"),
        (_, JsonValue value) when value.TryGetValue<string>(out var text) => ContentAnswer.Text(text, "text/plain", reference.Sha256, $"{id}.txt"),
        _ => ContentAnswer.Text(content?.ToJsonString(Wire.Options) ?? "null", "application/json", reference.Sha256, $"{id}.json"),
    };
}

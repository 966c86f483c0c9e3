using System.Text;
using System.Text.Json.Nodes;
using MissionControl.Missions;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;
using Xunit;

namespace MissionControl.Testing.Conformance;

/// <summary>One mission whose whole course is written down: every runtime comes to the same.</summary>
public abstract partial class RuntimeConformance
{
    private const string WrittenCourse = """
        parity completed
        left completed, step1 echo completed after 1
        right skipped http_500, step1 broken failed after 1
        ask completed, step1 echo completed after 1, step2 echo completed after 1
        late skipped skipped_input
        z any {"b":"u","a":[1,2.50,null]}

        """;

    [ConformanceFact]
    public async Task Mission_WhoseCourseIsWrittenDown_TakesThatCourse()
    {
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"), ScriptedTool.Failing("broken"));
        await stage.AskAsync(TestMission.Create("parity")
            .Input("x", JsonNode.Parse("""{"b":"u","a":[1,2.50,null]}"""))
            .Hop("left", hop => hop.Reads("x").Step("echo").Writes("l"))
            .Hop("right", hop => hop.Reads("x").Step("broken").Retry(1).Writes("r").With("on_failure", "skip"))
            .Hop("ask", hop => hop.Reads("l").Approval().Step("echo").Step("echo").Writes("z"))
            .Hop("late", hop => hop.Reads("r").Step("echo").Writes("never"))
            .Output("z"));

        await stage.VoteAsync("hop~ask~1", approve: true);

        Assert.Equal(WrittenCourse, await CourseAsync(stage, await stage.EndAsync()), ignoreLineEndingDifferences: true);
    }

    private static async Task<string> CourseAsync(MissionStage stage, RunRecord run)
    {
        var course = new StringBuilder($"{run.MissionId} {Wire.Word(run.Status)}\n");
        foreach (var hop in run.Result!.Hops)
        {
            var steps = hop.Steps.Select(step => $", {step.Id} {step.ToolName} {Wire.Word(step.Status)} after {step.Attempts}");
            course.Append($"{hop.Id} {Wire.Word(hop.Status)}{(hop.Error is { } error ? $" {error.ErrorType}" : "")}{string.Concat(steps)}\n");
        }

        foreach (var (id, reference) in run.Result.Outputs)
        {
            course.Append($"{id} {reference.Type} {await stage.OutputAsync(id)}\n");
        }

        return course.ToString();
    }
}

using System.Text;
using System.Text.Json;
using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Hops;
using MissionControl.Missions;

namespace MissionControl.Tests.Missions;

public sealed class MissionDocumentTests
{
    [Fact]
    public void Document_WithEveryField_GivesThemAll()
    {
        var mission = Documents.Sound("""
            {
              "$schema": "../mission.schema.json", "schema_version": "1.0", "mission_id": "m-1", "name": "Mission", "description": "d", "goal": "g",
              "success_criteria": ["c1", "c2"],
              "inputs": [{"id": "in", "name": "In", "type": "OBJECT", "content": {"q": null}, "metadata": {"a": 1}}, {"id": "given"}],
              "outputs": [{"id": "out", "type": {"type": "list", "items": {"type": "LIST", "items": "Email"}}}],
              "hops": [{
                "id": "h", "name": "H", "description": "hd", "order": 7,
                "input_mapping": {"a": "in", "b": {"asset": "given", "optional": true}, "c": {"asset": "given", "default": null}},
                "output_mapping": {"r": "out"},
                "capability": "reading", "requires_human_approval": true, "estimated_duration_minutes": 1.5,
                "retry": {"max_attempts": 3, "first_interval": "PT2S", "backoff_coefficient": 1.5, "max_interval": "1m", "non_retryable_errors": ["http_404"]},
                "timeout": "2h", "on_failure": "skip", "on_reject": "reroute",
                "steps": [{
                  "id": "s", "tool_name": "t", "description": "sd",
                  "parameter_mapping": {"p": {"state_asset": "a", "path": "content.q", "default": [1]}, "l": {"literal": null}, "k": {"secret": "token"}},
                  "result_mapping": {"o": {"state_asset": "r", "path": "content[0]"}, "x": {"discard": true}},
                  "retry": {}, "timeout": "90s", "at_most_once": true, "requires_human_approval": true, "editable": ["p"]
                }]
              }],
              "kpis": {"days": {"state_asset": "out", "path": "content", "target": 2, "baseline": 5, "direction": "lower", "primary": true}},
              "approvals": {"plan": true, "due": "P2D", "on_timeout": "approve"},
              "owner": "ops", "budget": {"usd": 10.5, "duration_minutes": 60}, "timeout": "30d", "metadata": {"team": "x"}
            }
            """);

        Assert.Equal(("m-1", "Mission", "d", "g", "ops"), (mission.MissionId, mission.Name, mission.Description, mission.Goal, mission.Owner));
        Assert.Equal(["c1", "c2"], mission.SuccessCriteria);
        Assert.Equal((AssetType.Object, true, false), (mission.Inputs[0].Type, mission.Inputs[0].HasContent, mission.Inputs[1].HasContent));
        Assert.Equal("""{"q":null}""", mission.Inputs[0].Content!.ToJsonString());
        Assert.Equal("email[][]", mission.Outputs[0].Type.ToString());
        Assert.Equal(new ApprovalSettings { Plan = true, Due = TimeSpan.FromDays(2), OnTimeout = TimeoutConsequence.Approve }, mission.Approvals);
        Assert.Equal((new Budget(10.5m, 60), TimeSpan.FromDays(30)), (mission.Budget, mission.Timeout!.Value));
        Assert.Equal(new KpiDefinition("days") { StateAsset = "out", Path = "content", Target = 2, Baseline = 5, Direction = KpiDirection.Lower, Primary = true }, mission.Kpis[0]);

        var hop = mission.Hops[0];
        Assert.Equal(("h", "H", 7, "reading", true, 1.5m), (hop.Id, hop.Name, hop.Order, hop.Capability, hop.RequiresHumanApproval, hop.EstimatedDurationMinutes));
        Assert.Equal((FailureConsequence.Skip, FailureConsequence.Reroute, TimeSpan.FromHours(2)), (hop.OnFailure, hop.OnReject, hop.Timeout!.Value));
        Assert.Equal([("a", "in", false), ("b", "given", true), ("c", "given", true)], hop.Inputs.Select(input => (input.Local, input.Asset, input.MayBeMissing)));
        Assert.Equal([new OutputBinding("r", "out")], hop.Outputs);
        Assert.Equal((3, TimeSpan.FromSeconds(2), 1.5, TimeSpan.FromMinutes(1)), (hop.Retry!.MaxAttempts, hop.Retry.FirstInterval, hop.Retry.BackoffCoefficient, hop.Retry.MaxInterval));
        Assert.Equal(["http_404"], hop.Retry.NonRetryableErrors);

        var step = hop.Steps[0];
        Assert.Equal(("s", "t", true, true, TimeSpan.FromSeconds(90)), (step.Id, step.ToolName, step.AtMostOnce, step.RequiresHumanApproval, step.Timeout!.Value));
        Assert.Equal(("a", "content.q", "[1]"), (step.Parameters[0].StateAsset, step.Parameters[0].Path, step.Parameters[0].Default!.Value.GetRawText()));
        Assert.Equal((JsonValueKind.Null, "token"), (step.Parameters[1].Literal!.Value.ValueKind, step.Parameters[2].Secret));
        Assert.Equal([("o", "r", "content[0]", false), ("x", null, null, true)], step.Results.Select(one => (one.Output, one.StateAsset, one.Path, one.Discard)));
        Assert.Equal(["p"], step.Editable);
    }

    [Fact]
    public void Document_WithNameAndHopAlone_GetsTheDefaults()
    {
        var mission = Documents.Sound("""{"name": "Größe & Co: Report!", "hops": [{"steps": [{"tool_name": "a"}, {"tool_name": "b"}]}, {"key": "second"}, {}], "inputs": [{"id": "x"}]}""");

        Assert.Equal("gr-e-co-report", mission.MissionId);
        Assert.Equal(["hop1", "second", "hop3"], mission.Hops.Select(hop => hop.Id));
        Assert.Equal([1, 2, 3], mission.Hops.Select(hop => hop.Order));
        Assert.Equal(["step1", "step2"], mission.Hops[0].Steps.Select(step => step.Id));
        Assert.Equal(AssetType.Any, mission.Inputs[0].Type);
        Assert.Equal((FailureConsequence.Fail, FailureConsequence.Fail, null), (mission.Hops[0].OnFailure, mission.Hops[0].OnReject, mission.Hops[0].Retry));
        Assert.Equal(new ApprovalSettings(), mission.Approvals);
    }

    [Fact]
    public void Document_WithRuntimeFieldsOfARunningSystem_IgnoresThem()
    {
        const string Runtime = "\"state\": {}, \"status\": \"x\", \"is_resolved\": 1, \"current_hop_index\": 0, \"current_step_index\": 0, \"created_at\": \"\", \"updated_at\": null, \"error\": null";

        var mission = Documents.Sound($$"""
            {"name": "m", {{Runtime}}, "inputs": [{"id": "a", {{Runtime}}}],
             "hops": [{"name": null, "retry": null, "steps": [{"tool_name": "t", {{Runtime}}}], {{Runtime}}}]}
            """);

        Assert.Equal("t", mission.Hops[0].Steps[0].ToolName);
    }

    [Fact]
    public void Document_WithAByteOrderMark_IsRead() =>
        Assert.IsType<MissionDocumentReading.Sound>(MissionDocument.Read((byte[])[0xEF, 0xBB, 0xBF, .. """{"name":"m","hops":[{}]}"""u8], "m.json"));

    [Fact]
    public void Kpis_UnderKeysByConvention_AreReadLikeObjects()
    {
        var kpis = Documents.Sound("""
            {"name": "m", "hops": [{}], "kpis": {
              "target_resolution_time_hours": 4, "baseline_resolution_time_hours": 12, "csat_threshold": 4.0, "max_steps": 5, "min_touchpoints": 3,
              "steps": {"target": 3}}}
            """).Kpis;

        Assert.Equal(
            [
                new KpiDefinition("resolution_time_hours") { Target = 4, Baseline = 12 },
                new KpiDefinition("csat") { Threshold = 4 },
                new KpiDefinition("steps") { Max = 5, Target = 3 },
                new KpiDefinition("touchpoints") { Min = 3 },
            ],
            kpis);
    }

    [Fact]
    public void Retry_WithAFirstPauseBeyondTheDefaultBound_KeepsIt() =>
        Assert.Equal(TimeSpan.FromHours(5), Documents.Sound(Documents.Hop("\"retry\":{\"first_interval\":\"5h\"}")).Hops[0].Retry!.MaxInterval);

    [Fact]
    public void Definition_AfterItsBytesAreGone_StillHasItsContents()
    {
        var bytes = Encoding.UTF8.GetBytes("""{"name":"m","inputs":[{"id":"a","content":[1,{"x":"y"}]}],"hops":[{"steps":[{"tool_name":"t","parameter_mapping":{"p":{"literal":"z"}}}]}]}""");
        var mission = ((MissionDocumentReading.Sound)MissionDocument.Read(bytes, "m.json")).Definition;

        Array.Clear(bytes);

        Assert.Equal("""[1,{"x":"y"}]""", mission.Inputs[0].Content!.ToJsonString());
        Assert.Equal("z", mission.Hops[0].Steps[0].Parameters[0].Literal!.Value.GetString());
    }
}

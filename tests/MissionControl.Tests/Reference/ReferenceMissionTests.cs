using System.Text;
using MissionControl.Missions;
using MissionControl.Reference;

namespace MissionControl.Tests.Reference;

public sealed class ReferenceMissionTests
{
    [Fact]
    public void Document_OfAMission_IsOneHopPerTaskInTheirOrder()
    {
        var mission = Load(new Files().With("mission_execution_context.json", """[{"mission_id": "M1", "context_type": "van", "context_data": {"van": 7}}]"""));

        Assert.Equal(("M1", "Deliver Faster", "Less waiting."), (mission.MissionId, mission.Name, mission.Description));
        Assert.Equal(["T1", "T2"], mission.Hops.Select(hop => hop.Id));
        var second = mission.Hops[1];
        Assert.Equal(("Load the van", 9.5m, true), (second.Name, second.EstimatedDurationMinutes, second.RequiresHumanApproval));
        Assert.Equal(["T1"], second.DependsOn);
        Assert.Equal([("context", "context"), ("previous", "pick_the_goods")], second.Inputs.Select(input => (input.Local, input.Asset)));
        Assert.Equal([("result", "load_the_van")], second.Outputs.Select(output => (output.Local, output.Asset)));
        Assert.Equal("load_the_van", Assert.Single(mission.Outputs).Id);
        Assert.Equal("""{"van":7}""", Assert.Single(mission.Inputs).Content!.ToJsonString());
        var kpi = Assert.Single(mission.Kpis);
        Assert.Equal(("delivery_days", 2m, 5m), (kpi.Name, kpi.Target, kpi.Baseline));
    }

    [Fact]
    public void Document_WithoutContext_HasNoInput()
    {
        var mission = Load(new Files());

        Assert.Empty(mission.Inputs);
        Assert.Empty(mission.Hops[0].Inputs);
    }

    [Fact]
    public void Document_BuiltTwice_IsTheSameBytes()
    {
        var set = new Files().Read().Set;

        Assert.Equal(ReferenceMission.Build(set, "M1").Document, ReferenceMission.Build(set, "M1").Document);
    }

    [Fact]
    public void Tasks_OfOneName_ExportAssetsOfTheirOwn()
    {
        var mission = Load(new Files().With("decomposed_mission_tasks.json", """
            [{"mission_id": "M1", "tasks": [
              {"task_id": "T1", "task": "Check"}, {"task_id": "T2", "task": "check!"}, {"task_id": "T3", "task": "Result"},
              {"task_id": "T4", "task": "検査", "depends_on": ["T1", "T2"]}]}]
            """).With("agent_capabilities_matrix.json", """
            [{"task_id": "T1", "capable_agents": ["A1"]}, {"task_id": "T2", "capable_agents": ["A1"]},
             {"task_id": "T3", "capable_agents": ["A1"]}, {"task_id": "T4", "capable_agents": ["A1"]}]
            """));

        Assert.Equal(["check", "T2", "T3", "T4"], mission.Hops.Select(hop => hop.Outputs[0].Asset));
        Assert.Equal([("check", "check"), ("T2", "T2")], mission.Hops[3].Inputs.Select(input => (input.Local, input.Asset)));
        Assert.Equal(["T3", "T4"], mission.Outputs.Select(output => output.Id));
    }

    [Theory]
    [InlineData("M9", "business_missions.json", "[]", "business_missions.json", "there is no mission 'M9'")]
    [InlineData("M1", "decomposed_mission_tasks.json", "[]", "decomposed_mission_tasks.json", "has no tasks")]
    [InlineData("M1", "agent_capabilities_matrix.json", """[{"task_id": "T1", "capable_agents": ["A1"]}]""", "agent_capabilities_matrix.json", "no agents for task 'T2'")]
    [InlineData("M1", "agent_capabilities_matrix.json",
        """[{"task_id": "T1", "capable_agents": ["A1"]}, {"task_id": "T2", "capable_agents": ["A8", "A9"]}]""", "agent_capabilities_matrix.json", "unknown agents only: A8, A9")]
    public void Mission_ThatNobodyCouldRun_IsRefusedWithTheFileToCure(string mission, string changed, string text, string file, string found)
    {
        var built = ReferenceMission.Build(new Files().With(changed, text).Read().Set, mission);

        var error = Assert.Single(built.Errors);
        Assert.Null(built.Document);
        Assert.Equal(file, error.File);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
    }

    private static MissionDefinition Load(Files files)
    {
        var built = ReferenceMission.Build(files.Read().Set, "M1");
        Assert.Empty(built.Errors);
        var reading = MissionDocument.Read(built.Document, "M1");
        return reading is MissionDocumentReading.Sound sound
            ? sound.Definition
            : throw new InvalidOperationException(Encoding.UTF8.GetString(built.Document!) + Wire.Serialize(reading));
    }
}

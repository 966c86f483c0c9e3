using MissionControl.Agents;
using MissionControl.Missions;
using MissionControl.Reference;
using MissionControl.Testing;

namespace MissionControl.Tests.Reference;

public sealed class SharedReferenceTests
{
    private static readonly string Folder = Path.Combine(Repository.SharedData, "mission-control-v2");

    [SharedDataFact]
    public void Fixture_IsReadWithoutAFault()
    {
        var reading = Files.ReadFolder(Folder);

        Assert.Empty(reading.Errors);
        Assert.Empty(reading.Warnings);
        var set = reading.Set;
        Assert.Equal((3, 8, 5, 8), (set.Missions.Count, set.Tasks.Count, set.Agents.Count, set.CapableAgents.Count));
        Assert.Equal((8, 22, 5, 3), (set.Runs.Count, set.TaskLogs.Count, set.RiskEvents.Count, set.Snapshots.Count));
        Assert.Equal((3, 8, 3), (set.Contexts.Count, set.ExecutionResults.Count, set.Historical.Count));
    }

    [SharedDataFact]
    public void Fixture_ScoresItsAgentsAsTheRulesSay()
    {
        var set = Files.ReadFolder(Folder).Set;

        Assert.Equal(0.9248m, HopRouter.Route(new RoutingRequest("T1"), set).Candidates[0].Score);
        Assert.Equal(0.9504m, HopRouter.Route(new RoutingRequest("T3"), set).Candidates[0].Score);
    }

    [SharedDataFact]
    public void Fixture_RoutesEveryTaskToItsAgent()
    {
        var set = Files.ReadFolder(Folder).Set;

        Assert.Equal(
            ["A1", "A2", "A3", "A4", "A4", "A5", "A5", "A5"],
            set.Tasks.Select(task => HopRouter.Route(new RoutingRequest(task.TaskId), set).AgentId));
    }

    [SharedDataFact]
    public void Fixture_GivesEachMissionADocumentThatLoads()
    {
        var set = Files.ReadFolder(Folder).Set;

        foreach (var mission in set.Missions)
        {
            var built = ReferenceMission.Build(set, mission.MissionId);
            var read = Assert.IsType<MissionDocumentReading.Sound>(MissionDocument.Read(built.Document, mission.MissionId)).Definition;
            Assert.Equal(set.TasksOf(mission.MissionId).Select(task => task.TaskId), read.Hops.Select(hop => hop.Id));
            Assert.Equal("context", Assert.Single(read.Inputs).Id);
            Assert.True(read.Hops.All(hop => RoutingCheck.IsRouted(hop, set)));
        }
    }
}

using MissionControl.Agents;
using MissionControl.Missions;
using MissionControl.Reference;

namespace MissionControl.Tests.Reference;

/// <summary>data/reference holds together: every reference leads somewhere and no figure contradicts the rows it sums up.</summary>
public sealed class ShippedReferenceTests
{
    private static readonly ReferenceReading Reading = Files.ReadShipped();
    private static readonly ReferenceSet Set = Reading.Set;

    [Fact]
    public void Set_IsReadWithoutAFault()
    {
        Assert.Empty(Reading.Errors);
        Assert.Empty(Reading.Warnings);
    }

    [Fact]
    public void Set_HasWhatAPortfolioNeeds()
    {
        Assert.Equal(4, Set.Missions.Count);
        Assert.All(Set.Missions, mission => Assert.InRange(Set.TasksOf(mission.MissionId).Count, 3, 4));
        Assert.True(Set.Runs.Count >= 12);
        Assert.Single(Set.Agents, agent => !agent.IsAvailable);
        Assert.True(Set.CapableAgents.Values.Count(agents => agents.Count > 1) >= 2);
    }

    [Fact]
    public void Missions_AllHaveTasksKpisContextAndHistory() => Assert.All(Set.Missions, mission =>
    {
        Assert.NotEmpty(Set.TasksOf(mission.MissionId));
        Assert.Contains(Set.Kpis, kpis => kpis.MissionId == mission.MissionId);
        Assert.Contains(Set.Contexts, context => context.MissionId == mission.MissionId);
        Assert.Contains(Set.Historical, historical => historical.MissionId == mission.MissionId);
        Assert.Contains(Set.Runs, run => run.MissionId == mission.MissionId);
    });

    [Fact]
    public void Tasks_AllHaveARowAndAResultForEachOfItsAgents()
    {
        Assert.Equal(Set.Tasks.Select(task => task.TaskId).Order(), Set.CapableAgents.Keys.Order());
        foreach (var (task, agents) in Set.CapableAgents)
        {
            Assert.All(agents, agent => Assert.Contains(Set.ExecutionResults, result => result.TaskId == task && result.AgentId == agent));
        }

        Assert.Equal(Set.CapableAgents.Sum(row => row.Value.Count), Set.ExecutionResults.Count);
        Assert.All(Set.ExecutionResults, result => Assert.Equal(TaskOf(result.TaskId).Task, result.Task));
        Assert.All(Set.ExecutionResults, result => Assert.Equal(Set.FindAgent(result.AgentId)!.Name, result.AgentName));
    }

    [Fact]
    public void Missions_AllBecomeDocumentsThatSomebodyCanRun() => Assert.All(Set.Missions, mission =>
    {
        var built = ReferenceMission.Build(Set, mission.MissionId);
        var read = Assert.IsType<MissionDocumentReading.Sound>(MissionDocument.Read(built.Document, mission.MissionId));
        Assert.All(read.Definition.Hops, hop => Assert.NotNull(HopRouter.Route(new RoutingRequest(hop.Id), Set).AgentId));
    });

    [Fact]
    public void Routing_OfATaskOfSeveral_FollowsTheScores()
    {
        Assert.Equal("estimator", HopRouter.Route(new RoutingRequest("MC2"), Set).AgentId);
        Assert.Equal("investigator", HopRouter.Route(new RoutingRequest("FS3"), Set).AgentId);
    }

    [Fact]
    public void Logs_BelongToARunATaskAndACapableAgent() => Assert.All(Set.TaskLogs, log =>
    {
        Assert.Contains(Set.Runs, run => run.RunId == log.RunId && run.MissionId == log.MissionId);
        Assert.Equal(log.MissionId, TaskOf(log.TaskId).MissionId);
        Assert.Contains(log.AgentId, Set.CapableAgents[log.TaskId]);
        Assert.Equal(TaskOf(log.TaskId).RequiresHumanApproval, log.HumanApprovalRequired);
    });

    [Fact]
    public void Runs_AddUpTheirLogs() => Assert.All(Set.Runs, run =>
    {
        var logs = Set.TaskLogs.Where(log => log.RunId == run.RunId).ToList();
        Assert.Equal(logs.Count(IsDecided), run.HumanInterventions);
        Assert.Equal(logs.Sum(log => log.Escalations), run.Escalations);
        Assert.Equal(Set.RiskEvents.Any(risk => risk.RunId == run.RunId), run.RiskFlagged);
        if (run.EndTime is { } end)
        {
            Assert.Equal((decimal)(end - run.StartTime).TotalMinutes, run.TotalDurationMinutes);
            Assert.Equal(logs.Sum(log => log.ActualDurationMinutes + log.HumanDelayMinutes), run.TotalDurationMinutes);
        }
    });

    [Fact]
    public void Stats_FollowFromTheLogs()
    {
        Assert.Equal(Set.TaskLogs.Select(log => log.AgentId).Distinct().Order(), Set.Stats.Select(stats => stats.AgentId).Order());
        Assert.All(Set.Stats, stats =>
        {
            var logs = Set.TaskLogs.Where(log => log.AgentId == stats.AgentId).ToList();
            var done = logs.Where(log => log.Outcome is "completed" or "approved").ToList();
            var decided = logs.Where(IsDecided).ToList();
            Assert.Equal(Rounded(done.Sum(log => log.ActualDurationMinutes), done.Count), stats.AvgTaskDurationMinutes);
            Assert.Equal(Rounded(decided.Count(log => log.Outcome == "approved"), decided.Count), stats.ApprovalRate);
            Assert.Equal(Rounded(logs.Count(log => log.Escalations > 0), logs.Count), stats.EscalationRate);
            Assert.Equal(Rounded(done.Count, logs.Count(log => log.Outcome is not ("skipped" or "rejected"))), stats.SuccessRate);
            Assert.Equal(logs.Count, stats.TasksExecuted);
        });
    }

    private static MissionTask TaskOf(string taskId) => Set.Tasks.Single(task => task.TaskId == taskId);

    private static bool IsDecided(RecordedTaskLog log) => log.Outcome is "approved" or "rejected";

    private static decimal Rounded(decimal part, int whole) => whole == 0 ? 1 : Math.Round(part / whole, 4, MidpointRounding.AwayFromZero);
}

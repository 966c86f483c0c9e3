using MissionControl.Reference;

namespace MissionControl.Tests.Reference;

public sealed class ReferenceReaderTests
{
    [Fact]
    public void Directory_WithoutReferenceFiles_IsEmpty()
    {
        var reading = ReferenceReader.Read(_ => null);

        Assert.True(reading.IsSound);
        Assert.Equal(Wire.Serialize(ReferenceSet.Empty), Wire.Serialize(reading.Set));
    }

    [Fact]
    public void Directory_ThatIsSound_GivesEverythingInIt()
    {
        var reading = new Files().Read();

        Assert.Empty(reading.Errors);
        Assert.Empty(reading.Warnings);
        var task = reading.Set.TasksOf("M1")[1];
        Assert.Equal(("T2", 9.5m, true), (task.TaskId, task.EstimatedDurationMinutes, task.RequiresHumanApproval));
        var agent = reading.Set.FindAgent("A1")!;
        Assert.Equal(("template", 0.2m, "pick"), (agent.Tool, agent.CostPerTaskUsd, agent.Capabilities[0]));
        Assert.True(reading.Set.HasRow("T1"));
        Assert.False(reading.Set.HasRow("T9"));
        Assert.Equal(["target_delivery_days", "baseline_delivery_days"], reading.Set.Kpis[0].Figures.Select(figure => figure.Key));
    }

    [Fact]
    public void Agents_WithoutMissions_AreReadForMissionsOfTheUsersOwn()
    {
        var reading = ReferenceReader.Read(file =>
            file == "specialized_agents.json" ? """[{"agent_id": "A1", "status": "available"}]"""u8.ToArray() : null);

        Assert.True(reading.IsSound);
        Assert.Single(reading.Set.Agents);
    }

    [Theory]
    [InlineData("decomposed_mission_tasks.json")]
    [InlineData("specialized_agents.json")]
    [InlineData("agent_capabilities_matrix.json")]
    [InlineData("mission_kpis.json")]
    [InlineData("mission_runs.json")]
    [InlineData("task_execution_logs.json")]
    [InlineData("agent_performance_stats.json")]
    [InlineData("mission_risk_events.json")]
    [InlineData("mission_portfolio_snapshot.json")]
    public void File_ThatBelongsToTheMissionsAndIsMissing_IsNamed(string file)
    {
        var error = Assert.Single(new Files().Without(file).Read().Errors);

        Assert.Equal((file, "the file is missing"), (error.File, error.Found));
    }

    [Theory]
    [InlineData("specialized_agents.json", "{", "$", "it is not JSON at line 1")]
    [InlineData("specialized_agents.json", "", "$", "it is not JSON at line 1")]
    [InlineData("specialized_agents.json", "{}", "$", "it is not a list")]
    [InlineData("specialized_agents.json", "[1]", "$[0]", "it is not an object")]
    [InlineData("specialized_agents.json", """[{"status": "available"}]""", "$[0].agent_id", "is missing")]
    [InlineData("specialized_agents.json", """[{"agent_id": "../x", "status": "available"}]""", "$[0].agent_id", "is not an id")]
    [InlineData("specialized_agents.json", """[{"agent_id": 5, "status": "available"}]""", "$[0].agent_id", "5\" is not a text")]
    [InlineData("specialized_agents.json", """[{"agent_id": "A1"}]""", "$[0].status", "is missing")]
    [InlineData("specialized_agents.json", """[{"agent_id": "A1", "status": "x", "capabilities": "pick"}]""", "$[0].capabilities", "is not a list")]
    [InlineData("specialized_agents.json", """[{"agent_id": "A1", "status": "x", "capabilities": [7]}]""", "$[0].capabilities[0]", "is not a text")]
    [InlineData("specialized_agents.json", """[{"agent_id": "A1", "status": "x", "cost_per_task_usd": -1}]""", "$[0].cost_per_task_usd", "out of range")]
    [InlineData("specialized_agents.json", """[{"agent_id": "A1", "status": "x"}, {"agent_id": "A1", "status": "y"}]""", "$[1]", "another row for 'A1'")]
    [InlineData("specialized_agents.json", """[{"agent_id": "A1", "agent_id": "A2", "status": "x"}]""", "$", "it is not JSON")]
    [InlineData("business_missions.json", """[{"mission_id": "M 1", "mission_name": "x"}]""", "$[0].mission_id", "is not an id")]
    [InlineData("decomposed_mission_tasks.json", """[{"mission_id": "M1", "tasks": {}}]""", "$[0].tasks", "is not a list")]
    [InlineData("decomposed_mission_tasks.json", """[{"mission_id": "M1", "tasks": [{"task_id": "T1"}]}]""", "$[0].tasks[0].task", "is missing")]
    [InlineData("decomposed_mission_tasks.json",
        """[{"mission_id": "M1", "tasks": [{"task_id": "T1", "task": "a"}, {"task_id": "T1", "task": "b"}]}]""", "$[0].tasks", "task 'T1' is there 2 times")]
    [InlineData("decomposed_mission_tasks.json",
        """[{"mission_id": "M1", "tasks": [{"task_id": "T1", "task": "a", "depends_on": ["T7"]}]}]""", "$", "depends on 'T7', which is no task of it")]
    [InlineData("decomposed_mission_tasks.json",
        """[{"mission_id": "M1", "tasks": [{"task_id": "T1", "task": "a", "depends_on": ["T2"]}, {"task_id": "T2", "task": "b", "depends_on": ["T1"]}]}]""",
        "$", "tasks T1, T2 of mission 'M1' wait for each other")]
    [InlineData("decomposed_mission_tasks.json",
        """[{"mission_id": "M1", "tasks": [{"task_id": "T1", "task": "a", "requires_human_approval": "yes"}]}]""",
        "$[0].tasks[0].requires_human_approval", "is not true or false")]
    [InlineData("mission_kpis.json", """[{"mission_id": "M1", "kpis": {"target_x": "2"}}]""", "$[0].kpis.target_x", "is not a number")]
    [InlineData("agent_performance_stats.json",
        """[{"agent_id": "A1", "avg_task_duration_minutes": 1, "approval_rate": 95, "escalation_rate": 0}]""", "$[0].approval_rate", "out of range")]
    [InlineData("agent_performance_stats.json",
        """[{"agent_id": "A1", "avg_task_duration_minutes": 1e400, "approval_rate": 1, "escalation_rate": 0}]""", "$[0].avg_task_duration_minutes", "out of range")]
    [InlineData("mission_runs.json", """[{"run_id": "R1", "mission_id": "M1", "status": "completed", "start_time": "yesterday"}]""", "$[0].start_time", "is not a time")]
    [InlineData("mission_runs.json",
        """[{"run_id": "R1", "mission_id": "M1", "status": "completed", "start_time": "2026-01-01T00:00:00Z", "escalations": 1.5}]""",
        "$[0].escalations", "is not a whole number")]
    [InlineData("mission_portfolio_snapshot.json", """[{"snapshot_date": "01.02.2026"}]""", "$[0].snapshot_date", "is not a date")]
    [InlineData("mission_execution_context.json", """[{"mission_id": "M1", "context_data": 5}]""", "$[0].context_data", "is not an object")]
    [InlineData("mission_execution_context.json", """[{"mission_id": "M1"}]""", "$[0].context_data", "is missing")]
    [InlineData("agent_execution_results.json", """[{"task_id": "T1", "agent_id": "A1"}]""", "$[0].result_template", "is missing")]
    [InlineData("historical_kpi_data.json", """[{"mission_id": "M1", "historical_data": {"x": [1, "2"]}}]""", "$[0].historical_data.x", "is not a list of numbers")]
    public void Fault_InAFile_IsToldOnceWithItsPlaceAndCure(string file, string text, string path, string found)
    {
        var error = Assert.Single(new Files().With(file, text).Read().Errors);

        Assert.Equal((file, path), (error.File, error.Path));
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.NotEmpty(error.Cure);
    }

    [Theory]
    [InlineData("agent_capabilities_matrix.json", """[{"task_id": "T1", "capable_agents": ["A1", "A9"]}, {"task_id": "T2", "capable_agents": ["A1"]}]""", "agent 'A9' is not known")]
    [InlineData("mission_kpis.json", """[{"mission_id": "M9", "kpis": {}}]""", "mission 'M9' is not known")]
    [InlineData("task_execution_logs.json",
        """[{"run_id": "R9", "mission_id": "M1", "task_id": "T1", "agent_id": "A1", "outcome": "completed", "actual_duration_minutes": 1}]""", "run 'R9' is not known")]
    [InlineData("mission_runs.json",
        """[{"run_id": "R1", "mission_id": "M1", "status": "completed", "start_time": "2026-01-02T00:00:00Z", "end_time": "2026-01-01T00:00:00Z"}]""", "ends before it starts")]
    public void Reference_ToSomethingUnknown_IsAWarningOnly(string file, string text, string found)
    {
        var reading = new Files().With(file, text).Read();

        Assert.Empty(reading.Errors);
        Assert.Contains(found, Assert.Single(reading.Warnings).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_OfSeveralFiles_AreToldTogether() =>
        Assert.Equal(
            ["business_missions.json", "specialized_agents.json"],
            new Files().With("business_missions.json", "[{}]").With("specialized_agents.json", "no").Read().Errors.Select(error => error.File).Distinct());

    [Fact]
    public void Faults_OfOneFile_AreCutWhereNobodyWouldReadOn()
    {
        var errors = new Files().With("mission_runs.json", $"[{string.Join(",", Enumerable.Repeat("1", 5000))}]").Read().Errors;

        Assert.Equal(101, errors.Count);
        Assert.Contains("more than 100 faults", errors[^1].Found, StringComparison.Ordinal);
    }

    [Fact]
    public void File_WithDeepNesting_IsRefused() =>
        Assert.Contains(
            "it is not JSON",
            Assert.Single(new Files().With("mission_runs.json", new string('[', 100_000)).Read().Errors).Found,
            StringComparison.Ordinal);

    [Fact]
    public void File_BeyondTheLimit_IsRefusedUnread() =>
        Assert.Contains(
            "it has 33554433 bytes",
            Assert.Single(new Files().With("mission_runs.json", new byte[(32 * 1024 * 1024) + 1]).Read().Errors).Found,
            StringComparison.Ordinal);

    [Fact]
    public void File_WithAByteOrderMark_IsRead() =>
        Assert.True(new Files().With("mission_runs.json", [0xEF, 0xBB, 0xBF, (byte)'[', (byte)']']).Read().IsSound);

    [Fact]
    public void FileNames_ThatAreConfigured_ReplaceTheUsualOnes()
    {
        var reading = ReferenceReader.Read(
            file => file == "crew.json" ? """[{"agent_id": "A1", "status": "available"}]"""u8.ToArray() : null,
            new ReferenceFiles { SpecializedAgentsFile = "crew.json" });

        Assert.Single(reading.Set.Agents);
    }
}

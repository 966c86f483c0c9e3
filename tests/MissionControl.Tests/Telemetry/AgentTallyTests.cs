using FsCheck;
using FsCheck.Fluent;
using MissionControl.Agents;
using MissionControl.Telemetry;

namespace MissionControl.Tests.Telemetry;

public sealed class AgentTallyTests
{
    private static readonly Gen<TaskLog> AnyLog =
        from agent in Gen.Elements("A1", "A2", "A3")
        from outcome in Gen.Elements("completed", "approved", "rejected", "failed", "skipped", "odd")
        from decision in Gen.Elements<TaskDecision?>(null, TaskDecision.Approved, TaskDecision.Rejected, TaskDecision.TimedOut)
        from milliseconds in Gen.Choose(0, 10_000_000)
        from escalations in Gen.Choose(0, 2)
        from hour in Gen.Choose(0, 500)
        select new TaskLog("R", "M", "T", agent, outcome)
        {
            ActualDurationMinutes = Math.Round(milliseconds / 60_000m, 6),
            Decision = decision,
            Escalations = escalations,
            EndedAt = Logs.Day.AddHours(hour),
            Origin = TelemetryOrigin.Own,
        };

    [Fact]
    public void Stats_OfSixLogs_AreThoseOfTheRules()
    {
        TaskLog[] logs =
        [
            Logs.Own("completed", 10), Logs.Own("approved", 5) with { Decision = TaskDecision.Approved, Escalations = 2 },
            Logs.Own("rejected", 90) with { Decision = TaskDecision.Rejected }, Logs.Own("failed", 80), Logs.Own("skipped", 0),
            Logs.Own("approved", 6) with { Decision = TaskDecision.TimedOut },
        ];

        var stats = Tally(logs).Stats!;

        // (10 + 5 + 6) / 3; approved 1 of 2 decided by people; 1 of 6 escalated; 3 done of 6 - 2.
        Assert.Equal((7m, 0.5m, 0.1667m, 0.75m, 6), (stats.AvgTaskDurationMinutes, stats.ApprovalRate, stats.EscalationRate, stats.SuccessRate, stats.TasksExecuted));
        Assert.Equal("2026-02-06T12:00:00Z", stats.LastUpdated);
    }

    [Fact]
    public void Stats_WhenNothingWasDecided_HaveAnApprovalRateOfOne() => Assert.Equal(1, Tally([Logs.Own("completed")]).Stats!.ApprovalRate);

    [Fact]
    public void Stats_WhenNothingWasDone_AreMissing() => Assert.Null(Tally([Logs.Own("failed"), Logs.Own("rejected")]).Stats);

    [Fact]
    public void Stats_OfAHopOfMilliseconds_AreNotZero() => Assert.Equal(0.015m, Tally([Logs.Own("completed", 0.015m)]).Stats!.AvgTaskDurationMinutes);

    [Fact]
    public void Tallies_AddedLogByLogOrHourByHour_EqualOneCountOfAllLogs() => Prop.ForAll(AnyLog.ListOf().ToArbitrary(), logs =>
    {
        var oneByOne = AgentStatistics.TallyOwn(logs);
        var backwards = AgentStatistics.TallyOwn(logs.AsEnumerable().Reverse());
        var byHour = logs.GroupBy(log => log.EndedAt).Select(hour => AgentStatistics.TallyOwn(hour)).SelectMany(hour => hour.Values)
            .GroupBy(tally => tally.AgentId).ToDictionary(group => group.Key, group => group.Aggregate((left, right) => left.Plus(right)));
        return logs.Select(log => log.AgentId!).Distinct().All(agent =>
            oneByOne[agent] == backwards[agent] && oneByOne[agent] == byHour[agent]
            && oneByOne[agent].Stats == Counted(agent, logs.Where(log => log.AgentId == agent).ToList()));
    }).QuickCheckThrowOnFailure();

    private static AgentTally Tally(IEnumerable<TaskLog> logs) => AgentStatistics.TallyOwn(logs)["A1"];

    /// <summary>The formulas of the rules over all logs at once.</summary>
    private static AgentStats? Counted(string agent, List<TaskLog> logs)
    {
        var done = logs.Where(log => log.Outcome is "completed" or "approved").ToList();
        var yes = logs.Count(log => log.Decision == TaskDecision.Approved || (log.Decision is null && log.Outcome == "approved"));
        var no = logs.Count(log => log.Decision == TaskDecision.Rejected || (log.Decision is null && log.Outcome == "rejected"));
        return done.Count == 0 ? null : new AgentStats(
            agent,
            Four(done.Sum(log => log.ActualDurationMinutes) / done.Count),
            yes + no == 0 ? 1 : Four((decimal)yes / (yes + no)),
            Four((decimal)logs.Count(log => log.Escalations > 0) / logs.Count))
        {
            SuccessRate = Four((decimal)done.Count / logs.Count(log => log.Outcome is not ("skipped" or "rejected"))),
            TasksExecuted = logs.Count,
            LastUpdated = $"{logs.Max(log => log.EndedAt)!.Value.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss}Z",
        };
    }

    private static decimal Four(decimal value) => Math.Round(value, 4, MidpointRounding.AwayFromZero);
}
